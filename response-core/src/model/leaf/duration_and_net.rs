//! Durations and network addresses.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6};
use std::time::Duration;

use crate::model::leaf::{keys_through_serde, through_serde};

through_serde! {
    Duration: "Duration", 30
    IpAddr: "IpAddr", 20
    Ipv4Addr: "Ipv4Addr", 17
    Ipv6Addr: "Ipv6Addr", 41
    SocketAddr: "SocketAddr", 25
    SocketAddrV4: "SocketAddrV4", 23
    SocketAddrV6: "SocketAddrV6", 49
}

keys_through_serde! { IpAddr Ipv4Addr Ipv6Addr SocketAddr SocketAddrV4 SocketAddrV6 }
