//! Documents of about 350 kB, shaped as the twitter and citm_catalog files that JSON libraries are measured with.

use std::collections::BTreeMap;

use serde::Serialize;
use steadfast::ResponseModel;

use super::{Random, name};

#[derive(Serialize, ResponseModel)]
pub struct Timeline {
    statuses: Vec<Tweet>,
}

#[derive(Serialize, ResponseModel)]
pub struct Tweet {
    metadata: Metadata,
    created_at: String,
    id: u64,
    id_str: String,
    text: String,
    source: String,
    truncated: bool,
    in_reply_to_status_id: Option<u64>,
    in_reply_to_screen_name: Option<String>,
    user: Account,
    geo: Option<String>,
    retweet_count: u32,
    favorite_count: u32,
    entities: Entities,
    favorited: bool,
    retweeted: bool,
    lang: String,
}

#[derive(Serialize, ResponseModel)]
pub struct Metadata {
    result_type: String,
    iso_language_code: String,
}

#[derive(Serialize, ResponseModel)]
pub struct Entities {
    hashtags: Vec<String>,
    urls: Vec<String>,
    user_mentions: Vec<Mention>,
}

#[derive(Serialize, ResponseModel)]
pub struct Mention {
    screen_name: String,
    name: String,
    id: u64,
    id_str: String,
    indices: Vec<u32>,
}

#[derive(Serialize, ResponseModel)]
pub struct Account {
    id: u64,
    id_str: String,
    name: String,
    screen_name: String,
    location: String,
    description: String,
    url: Option<String>,
    protected: bool,
    followers_count: u32,
    friends_count: u32,
    listed_count: u32,
    created_at: String,
    favourites_count: u32,
    utc_offset: Option<i32>,
    time_zone: Option<String>,
    geo_enabled: bool,
    verified: bool,
    statuses_count: u32,
    lang: String,
    contributors_enabled: bool,
    is_translator: bool,
    profile_background_color: String,
    profile_background_image_url: String,
    profile_background_image_url_https: String,
    profile_background_tile: bool,
    profile_image_url: String,
    profile_link_color: String,
    profile_use_background_image: bool,
    default_profile: bool,
    following: bool,
    notifications: bool,
}

#[derive(Serialize, ResponseModel)]
#[serde(rename_all = "camelCase")]
pub struct Catalogue {
    area_names: BTreeMap<String, String>,
    topic_sub_topics: BTreeMap<String, Vec<u64>>,
    performances: Vec<Performance>,
}

#[derive(Serialize, ResponseModel)]
#[serde(rename_all = "camelCase")]
pub struct Performance {
    event_id: u64,
    id: u64,
    logo: Option<String>,
    name: Option<String>,
    prices: Vec<Price>,
    seat_categories: Vec<SeatCategory>,
    seat_map_image: Option<String>,
    start: u64,
    venue_code: String,
}

#[derive(Serialize, ResponseModel)]
#[serde(rename_all = "camelCase")]
pub struct Price {
    amount: u32,
    audience_sub_category_id: u64,
    seat_category_id: u64,
}

#[derive(Serialize, ResponseModel)]
#[serde(rename_all = "camelCase")]
pub struct SeatCategory {
    areas: Vec<Area>,
    seat_category_id: u64,
}

#[derive(Serialize, ResponseModel)]
#[serde(rename_all = "camelCase")]
pub struct Area {
    area_id: u64,
    block_ids: Vec<u64>,
}

const WORDS: &[&str] = &[
    "名前:前田あゆみ 第一部:ライナー",
    "ありがとうございます!",
    "一、常に身一つ簡素にして、美食を好んではならない",
    "RT @KATANA77: えっそれは・・・(一同)",
    "http://t.co/PkCJAcSuYK",
    "she said \"hello\" & left",
    "C:\\Users\\me",
    "line one\nline two",
    "It's 5 o'clock — somewhere",
];

fn words(random: &mut Random, limit: u64) -> String {
    (0..random.below(limit)).map(|_| random.of(WORDS)).collect()
}

fn mention(random: &mut Random) -> Mention {
    let id = random.below(3_000_000_000);
    Mention {
        screen_name: format!("user_{}", random.below(100_000)),
        name: name(random),
        id,
        id_str: id.to_string(),
        indices: vec![random.small(20), 20 + random.small(50)],
    }
}

fn account(random: &mut Random) -> Account {
    let id = random.below(3_000_000_000);
    Account {
        id,
        id_str: id.to_string(),
        name: name(random),
        screen_name: format!("scr_{}", random.below(10_000_000)),
        location: random.of(WORDS).into(),
        description: words(random, 5),
        url: random.maybe(3, "http://t.co/QMLJeFmfMT"),
        protected: false,
        followers_count: random.small(20_000),
        friends_count: random.small(3000),
        listed_count: random.small(30),
        created_at: "Sun Aug 31 00:29:15 +0000 2014".into(),
        favourites_count: random.small(9000),
        utc_offset: Some(if random.one_in(2) { 32400 } else { -25200 }),
        time_zone: random.maybe(2, "Tokyo"),
        geo_enabled: random.one_in(2),
        verified: false,
        statuses_count: random.small(90_000),
        lang: "ja".into(),
        contributors_enabled: false,
        is_translator: false,
        profile_background_color: "C0DEED".into(),
        profile_background_image_url: "http://abs.twimg.com/images/themes/theme1/bg.png".into(),
        profile_background_image_url_https: "https://abs.twimg.com/images/themes/theme1/bg.png"
            .into(),
        profile_background_tile: random.one_in(2),
        profile_image_url: format!(
            "http://pbs.twimg.com/profile_images/{}/icon_normal.jpeg",
            random.next()
        ),
        profile_link_color: "0084B4".into(),
        profile_use_background_image: true,
        default_profile: random.one_in(2),
        following: false,
        notifications: false,
    }
}

pub fn timeline(random: &mut Random) -> Timeline {
    let tweet = |random: &mut Random| {
        let id = 505_874_000_000_000_000 + random.below(1_000_000_000_000);
        Tweet {
            metadata: Metadata { result_type: "recent".into(), iso_language_code: "ja".into() },
            created_at: "Sun Aug 31 00:29:15 +0000 2014".into(),
            id,
            id_str: id.to_string(),
            text: words(random, 5),
            source: "<a href=\"http://twitter.com/download/iphone\" rel=\"nofollow\">Twitter for iPhone</a>".into(),
            truncated: false,
            in_reply_to_status_id: random.one_in(4).then_some(id - 1000),
            in_reply_to_screen_name: random.maybe(4, "aym0566x"),
            user: account(random),
            geo: None,
            retweet_count: random.small(100),
            favorite_count: random.small(50),
            entities: Entities {
                hashtags: random.maybe(5, "相互フォロー").into_iter().collect(),
                urls: Vec::new(),
                user_mentions: (0..random.below(3)).map(|_| mention(random)).collect(),
            },
            favorited: false,
            retweeted: false,
            lang: "ja".into(),
        }
    };
    Timeline {
        statuses: (0..200).map(|_| tweet(random)).collect(),
    }
}

fn performance(random: &mut Random) -> Performance {
    let prices = 1 + random.below(4);
    let category = 338_937_295;
    Performance {
        event_id: 138_586_341 + random.below(1000),
        id: 339_887_544 + random.below(1000),
        logo: random.maybe(4, "/images/UE0AAAAACEKo6QAAAAZDSVRN"),
        name: None,
        prices: (0..prices)
            .map(|_| Price {
                amount: 10_000 + random.small(80) * 500,
                audience_sub_category_id: 337_100_890,
                seat_category_id: category + random.below(9),
            })
            .collect(),
        seat_categories: (0..prices)
            .map(|index| SeatCategory {
                areas: (0..3 + random.below(12))
                    .map(|_| Area {
                        area_id: 205_705_000 + random.below(999),
                        block_ids: Vec::new(),
                    })
                    .collect(),
                seat_category_id: category + index,
            })
            .collect(),
        seat_map_image: None,
        start: 1_372_701_600_000 + random.below(10_000_000_000),
        venue_code: "PLEYEL_PLEYEL".into(),
    }
}

pub fn catalogue(random: &mut Random) -> Catalogue {
    let areas = [
        "Arrière-scène central",
        "1er balcon central",
        "2ème balcon jardin",
        "Parterre \"A\"",
    ];
    Catalogue {
        area_names: (0..17)
            .map(|index| {
                (
                    (205_705_000 + index * 7).to_string(),
                    areas[index % 4].to_owned(),
                )
            })
            .collect(),
        topic_sub_topics: (0..40)
            .map(|index| {
                let topics = (0..random.below(8))
                    .map(|_| 337_184_000 + random.below(1000))
                    .collect();
                ((324_846_000 + index * 13).to_string(), topics)
            })
            .collect(),
        performances: (0..300).map(|_| performance(random)).collect(),
    }
}
