//! The one straight way: tokens -> attr -> model -> rules -> expand.

use proc_macro2::TokenStream;
use quote::quote;

use crate::report::Report;
use crate::{attr, expand, model, rules};

pub fn route(arguments: TokenStream, item: &TokenStream) -> TokenStream {
    let mut report = Report::new();
    let raw = attr::route::read_arguments(arguments, &mut report);
    let handler = match attr::route::read_handler(item.clone(), &mut report) {
        Ok(handler) => handler,
        Err(error) => {
            report.push(error);
            let errors = report.finish();
            return quote!(#item #errors);
        }
    };
    let route = model::Route::new(raw, handler, &mut report);
    rules::judge(rules::ROUTE, &route, &mut report);
    rules::judge(rules::ALLOW, &route.allows, &mut report);
    let glue = expand::route::expand(&route, report.is_clean());
    let errors = report.finish();
    quote!(#glue #errors)
}

pub fn response_model(item: TokenStream) -> TokenStream {
    let mut report = Report::new();
    let Some(raw) = attr::model::read(item, &mut report) else {
        return report.finish();
    };
    let model = model::Model::new(raw, &mut report);
    rules::judge(rules::MODEL, &model, &mut report);
    for (_, allows) in model.allows() {
        rules::judge(rules::ALLOW, allows, &mut report);
    }
    let implementation = expand::model::expand(&model, report.is_clean());
    let errors = report.finish();
    quote!(#implementation #errors)
}

pub fn responses(item: TokenStream) -> TokenStream {
    let mut report = Report::new();
    let Some(raw) = attr::responses::read(item, &mut report) else {
        return report.finish();
    };
    let set = model::ResponseSet::new(raw, &mut report);
    rules::judge(rules::RESPONSES, &set, &mut report);
    for (_, allows) in set.allows() {
        rules::judge(rules::ALLOW, allows, &mut report);
    }
    let implementation = expand::responses::expand(&set, report.is_clean());
    let errors = report.finish();
    quote!(#implementation #errors)
}

pub fn response_headers(item: TokenStream) -> TokenStream {
    let mut report = Report::new();
    let Some(raw) = attr::headers::read(item, &mut report) else {
        return report.finish();
    };
    let headers = model::HeaderSet::new(raw);
    rules::judge(rules::HEADERS, &headers, &mut report);
    for allows in headers.allows() {
        rules::judge(rules::ALLOW, allows, &mut report);
    }
    let implementation = expand::headers::expand(&headers, report.is_clean());
    let errors = report.finish();
    quote!(#implementation #errors)
}

pub fn error_response(item: TokenStream) -> TokenStream {
    let mut report = Report::new();
    let Some(raw) = attr::error::read(item, &mut report) else {
        return report.finish();
    };
    let error = model::ErrorType::new(raw, &mut report);
    rules::judge(rules::ERROR, &error, &mut report);
    for (_, allows) in error.allows() {
        rules::judge(rules::ALLOW, allows, &mut report);
    }
    let implementation = expand::error::expand(&error, report.is_clean());
    let errors = report.finish();
    quote!(#implementation #errors)
}
