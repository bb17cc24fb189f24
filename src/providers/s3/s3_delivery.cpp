#include "providers/s3/s3_delivery.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <pugixml.hpp>
#include <utility>

#include "base/files.hpp"
#include "base/text.hpp"
#include "net/http_server.hpp"
#include "providers/impl/address.hpp"
#include "providers/impl/patience.hpp"

namespace troupe::providers::s3 {
namespace {

namespace fs = std::filesystem;
using distribution::RemoteFile;

constexpr Seconds longest_backoff{20};
constexpr double slowest_bytes_a_second = 50'000;

/// What a service answered as XML; an answer that is none has no elements.
pugi::xml_node parse_answer(pugi::xml_document& document, std::string const& body) {
    document.load_buffer(body.data(), body.size(), pugi::parse_default);
    return document.document_element();
}

std::string child_text(pugi::xml_node node, char const* name) { return node.child(name).text().get(); }

/// Names come percent-encoded, blanks as "+".
Result<std::string> decoded(std::string const& name) {
    return net::percent_decoded(text::replace_all(name, "+", "%20"));
}

bool is_worth_another(int status) {
    return status == 408 || status == 429 || status == 500 || status == 502 || status == 503 || status == 504;
}

/// The length that an answer to HEAD tells.
std::optional<std::uint64_t> told_length(net::HttpResponse const& response) {
    auto const value = response.header("content-length");
    if (!value || value->empty() || value->find_first_not_of("0123456789") != std::string::npos || value->size() > 18)
        return std::nullopt;
    return std::stoull(*value);
}

/// `bytes` of a file from `offset` on; fewer where it ends.
Result<std::string> read_piece(fs::path const& file, std::uint64_t offset, std::uint64_t bytes) {
    std::ifstream in(file, std::ios::binary);
    std::string piece(bytes, '\0');
    in.seekg(static_cast<std::streamoff>(offset));
    in.read(piece.data(), static_cast<std::streamsize>(bytes));
    if (in.bad() || in.gcount() < 0) return fail(ErrorCode::unavailable, file.string() + ": cannot be read");
    piece.resize(static_cast<std::size_t>(in.gcount()));
    return piece;
}

}  // namespace

struct S3Delivery::Question {
    net::AwsRequest request;
    std::function<bool(std::string_view)> on_data = {};
    std::uint64_t most_bytes = 16U << 20U;
};

Result<Settings> read_settings(std::string const& address, std::string const& store,
                               Configuration const& configuration) {
    auto const wrong = [&](std::string const& why) {
        return fail(ErrorCode::invalid_input, fmt::format("stores.{}.delivery.address: {}", store, why));
    };
    if (!address.starts_with("s3://")) return wrong("expected s3://bucket/prefix");
    auto const rest = address.substr(5);
    auto const slash = std::min(rest.find('/'), rest.size());
    Settings settings;
    settings.bucket = rest.substr(0, slash);
    settings.prefix = rest.substr(std::min(slash + 1, rest.size()));
    while (settings.prefix.ends_with('/')) settings.prefix.pop_back();
    auto const is_plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
    };
    if (settings.bucket.size() < 3 || settings.bucket.size() > 63 ||
        !std::all_of(settings.bucket.begin(), settings.bucket.end(), is_plain))
        return wrong("a bucket's name has 3 to 63 small letters, digits, - and .");
    if (auto const path = distribution::check_remote_path(settings.prefix); !path) return wrong(path.error().message);
    settings.region = configuration.get("AWS_REGION").value_or("us-west-2");
    settings.endpoint = TRY(providers::impl::address_setting(configuration, "AWS_ENDPOINT_URL_S3", ""));
    auto const style = configuration.get("TROUPE_S3_STYLE").value_or(settings.endpoint.empty() ? "virtual" : "path");
    if (style != "path" && style != "virtual")
        return fail(ErrorCode::invalid_input, "TROUPE_S3_STYLE: expected path or virtual");
    settings.path_style = style == "path";
    settings.credentials = {TRY(configuration.secret("AWS_ACCESS_KEY_ID")).value_or(""),
                            TRY(configuration.secret("AWS_SECRET_ACCESS_KEY")).value_or(""),
                            TRY(configuration.secret("AWS_SESSION_TOKEN")).value_or("")};
    if (settings.credentials.access_key.empty() || settings.credentials.secret_key.empty())
        return fail(
            ErrorCode::invalid_input,
            fmt::format("{}: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, to be let in at its bucket", store));
    return settings;
}

std::string S3Delivery::key_of(std::string const& remote) const {
    return settings_.prefix.empty() || remote.empty() ? settings_.prefix + remote : settings_.prefix + "/" + remote;
}

net::AwsRequest S3Delivery::request_for(std::string const& method, std::string const& key) const {
    auto origin =
        settings_.endpoint.empty() ? fmt::format("https://s3.{}.amazonaws.com", settings_.region) : settings_.endpoint;
    net::AwsRequest request;
    request.method = method;
    request.path = "/" + key;
    if (settings_.path_style) {
        request.path = "/" + settings_.bucket + (key.empty() ? "" : "/" + key);
    } else {
        auto const host = origin.find("://") + 3;
        origin.insert(host, settings_.bucket + ".");
    }
    request.origin = origin;
    return request;
}

Error S3Delivery::failure(net::HttpResponse const& response) const {
    pugi::xml_document document;
    auto const answer = parse_answer(document, response.body);
    auto const word = text::excerpt(child_text(answer, "Code"));
    auto const where = fmt::format("bucket {}: ", settings_.bucket);
    auto const said = fmt::format("HTTP {}{}{}", response.status, word.empty() ? "" : " ", word);
    if (response.status == 401 || response.status == 403)
        return {ErrorCode::forbidden,
                fmt::format(
                    "{}the keys are refused ({}); check AWS_ACCESS_KEY_ID, its rights and the clock of this machine",
                    where, said)};
    if (response.status == 301 || response.status == 307)
        return {ErrorCode::invalid_input,
                fmt::format("{}is in another region ({}); set AWS_REGION{}", where, said,
                            response.header("x-amz-bucket-region")
                                ? " to " + text::excerpt(*response.header("x-amz-bucket-region"))
                                : "")};
    if (word == "NoSuchBucket")
        return {ErrorCode::invalid_input, where + "does not exist; check the address of the store"};
    if (is_worth_another(response.status))
        return {ErrorCode::unavailable, fmt::format("{}failed ({}); try again later", where, said)};
    return {ErrorCode::bad_response, fmt::format("{}answered {}", where, said)};
}

Result<net::HttpResponse> S3Delivery::ask_once(Question const& question, std::stop_token const& stop) const {
    auto request = net::sign_aws(question.request, settings_.credentials, settings_.region, "s3", parts_.clock.now());
    request.timeouts = {
        .connect = Seconds(5),
        .idle = Seconds(30),
        .total = Seconds(60 + static_cast<double>(std::max<std::uint64_t>(request.body.size(), question.most_bytes)) /
                                  slowest_bytes_a_second)};
    request.most_bytes = question.most_bytes;
    request.on_data = question.on_data;
    auto const answer = parts_.http.send(request, stop);
    if (!answer)
        return fail(answer.error().code, fmt::format("bucket {}: {}", settings_.bucket, answer.error().message));
    pugi::xml_document document;
    // "200 OK" may come before the work is done, and tell of its failure.
    auto const is_late_error =
        answer->is_success() && std::string_view(parse_answer(document, answer->body).name()) == "Error";
    bool const is_there = answer->is_success() && !is_late_error;
    bool const is_missing = answer->status == 404 && answer->body.find("NoSuchBucket") == std::string::npos;
    if (is_there || is_missing) return *answer;
    auto error = failure(*answer);
    if (is_late_error) error.code = ErrorCode::unavailable;
    return tl::unexpected(error);
}

Result<net::HttpResponse> S3Delivery::ask(Question const& question, std::stop_token const& stop) const {
    auto pause = settings_.backoff;
    for (int attempt = 1;; ++attempt) {
        auto answer = ask_once(question, stop);
        // What has been heard in part cannot be heard again from its beginning.
        bool const may_repeat = !answer && answer.error().code == ErrorCode::unavailable && !question.on_data;
        if (!may_repeat || attempt >= settings_.most_attempts) return answer;
        if (!providers::impl::wait(pause, stop)) return fail(ErrorCode::cancelled, "the delivery was stopped");
        pause = std::min(pause * 2, longest_backoff);
    }
}

Result<void> S3Delivery::put(fs::path const& local, std::string const& remote, std::stop_token stop) {
    TRY(distribution::check_remote_path(remote));
    if (remote.empty()) return fail(ErrorCode::invalid_input, "path: is empty");
    std::error_code error;
    auto const bytes = fs::is_regular_file(local, error) ? fs::file_size(local, error) : 0;
    if (error || !fs::is_regular_file(local, error))
        return fail(ErrorCode::not_found, local.string() + ": there is no such file");
    if (bytes > settings_.part_bytes) return put_in_parts(local, key_of(remote), bytes, stop);
    Question question{request_for("PUT", key_of(remote))};
    question.request.body = TRY(read_piece(local, 0, bytes));
    auto const answer = TRY(ask(question, stop));
    if (answer.status == 404)
        return tl::unexpected(Error{ErrorCode::bad_response,
                                    fmt::format("bucket {}: HTTP 404 to a file that was sent", settings_.bucket)});
    return {};
}

/// The list of parts that the end of an upload wants.
Result<std::string> S3Delivery::put_parts(fs::path const& local, std::string const& key, std::string const& upload,
                                          std::stop_token const& stop) {
    std::string list = "<CompleteMultipartUpload>";
    for (int number = 1;; ++number) {
        Question question{request_for("PUT", key)};
        question.request.query = {{"partNumber", std::to_string(number)}, {"uploadId", upload}};
        question.request.body =
            TRY(read_piece(local, static_cast<std::uint64_t>(number - 1) * settings_.part_bytes, settings_.part_bytes));
        if (question.request.body.empty()) return list + "</CompleteMultipartUpload>";
        auto const answer = TRY(ask(question, stop));
        auto const tag = answer.header("etag");
        if (!answer.is_success() || !tag)
            return fail(ErrorCode::unavailable, fmt::format("bucket {}: part {} of {} was not taken; try again later",
                                                            settings_.bucket, number, key));
        list += fmt::format("<Part><PartNumber>{}</PartNumber><ETag>{}</ETag></Part>", number, text::escape_xml(*tag));
    }
}

Result<void> S3Delivery::put_in_parts(fs::path const& local, std::string const& key, std::uint64_t bytes,
                                      std::stop_token const& stop) {
    if (bytes / settings_.part_bytes >= 10'000)
        return fail(ErrorCode::invalid_input, local.string() + ": is too large for 10,000 parts");
    Question begin{request_for("POST", key)};
    begin.request.query = {{"uploads", ""}};
    pugi::xml_document document;
    auto const begun = TRY(ask(begin, stop));
    auto const upload = child_text(parse_answer(document, begun.body), "UploadId");
    if (upload.empty())
        return fail(ErrorCode::bad_response, fmt::format("bucket {}: began no upload for {}", settings_.bucket, key));
    auto const list = put_parts(local, key, upload, stop);
    Question end{request_for(list ? "POST" : "DELETE", key)};
    end.request.query = {{"uploadId", upload}};
    if (!list) {
        // What was sent of it is paid for until it is thrown away; also when we were told to stop.
        (void)ask_once(end, {});
        return tl::unexpected(list.error());
    }
    end.request.headers = {{"Content-Type", "application/xml"}};
    end.request.body = *list;
    auto const ended = TRY(ask(end, stop));
    if (ended.status == 404)
        return fail(ErrorCode::unavailable,
                    fmt::format("bucket {}: the upload of {} is gone; try again", settings_.bucket, key));
    return {};
}

Result<std::vector<RemoteFile>> S3Delivery::list(std::string const& folder, std::stop_token stop) {
    TRY(distribution::check_remote_path(folder));
    auto const base = settings_.prefix.empty() ? std::size_t{0} : settings_.prefix.size() + 1;
    auto const prefix = key_of(folder);
    std::vector<RemoteFile> files;
    std::string token;
    do {
        Question question{request_for("GET", "")};
        question.request.query = {{"list-type", "2"},
                                  {"max-keys", "1000"},
                                  {"encoding-type", "url"},
                                  {"prefix", prefix.empty() ? prefix : prefix + "/"}};
        if (!token.empty()) question.request.query.push_back({"continuation-token", token});
        pugi::xml_document document;
        auto const answer = TRY(ask(question, stop));
        auto const root = parse_answer(document, answer.body);
        if (std::string_view(root.name()) != "ListBucketResult")
            return fail(ErrorCode::bad_response, fmt::format("bucket {}: gave no list of files", settings_.bucket));
        for (auto const node : root.children("Contents")) {
            auto const key = TRY(decoded(child_text(node, "Key")));
            // What lies elsewhere was not asked for, and what is no path of ours could not be fetched.
            if (!key.starts_with(question.request.query[3].value) || key.size() <= base || key.ends_with('/')) continue;
            if (auto path = key.substr(base); distribution::check_remote_path(path))
                files.push_back({std::move(path), node.child("Size").text().as_ullong()});
        }
        auto const is_more = child_text(root, "IsTruncated") == "true";
        auto const before = std::exchange(token, is_more ? child_text(root, "NextContinuationToken") : std::string());
        if (is_more && token == before)
            return fail(ErrorCode::bad_response, fmt::format("bucket {}: goes on with its list where it was", settings_.bucket));
        if (files.size() > distribution::most_listed)
            return fail(ErrorCode::bad_response, fmt::format("bucket {}: has more than {} files there",
                                                             settings_.bucket, distribution::most_listed));
    } while (!token.empty());
    std::sort(files.begin(), files.end(), [](auto const& left, auto const& right) { return left.path < right.path; });
    return files;
}

Result<std::optional<std::uint64_t>> S3Delivery::size(std::string const& remote, std::stop_token stop) {
    TRY(distribution::check_remote_path(remote));
    Question question{request_for("HEAD", key_of(remote))};
    question.most_bytes = std::uint64_t{1} << 40U;  // the length of a file, none of which comes
    auto const answer = TRY(ask(question, stop));
    if (answer.status == 404) return std::optional<std::uint64_t>{};
    return told_length(answer);
}

Result<void> S3Delivery::fetch(std::string const& remote, fs::path const& local, std::uint64_t most_bytes,
                               std::stop_token stop) {
    auto const bytes = TRY(size(remote, stop));
    if (!bytes)
        return fail(ErrorCode::not_found, fmt::format("bucket {}: there is no {}", settings_.bucket, key_of(remote)));
    if (*bytes > most_bytes)
        return fail(ErrorCode::bad_response,
                    fmt::format("bucket {}: {} is larger than {} bytes", settings_.bucket, key_of(remote), most_bytes));
    TRY(make_folder(local.parent_path()));
    PendingFile pending(local);
    std::ofstream out(pending.path(), std::ios::binary);
    Question question{request_for("GET", key_of(remote))};
    question.most_bytes = std::max<std::uint64_t>(most_bytes, 1U << 20U);
    question.on_data = [&](std::string_view piece) {
        return static_cast<bool>(out.write(piece.data(), static_cast<std::streamsize>(piece.size())));
    };
    auto const answer = ask(question, stop);
    out.flush();
    if (!out) return fail(ErrorCode::unavailable, local.string() + ": cannot be written; is the disk full?");
    if (!answer) return tl::unexpected(answer.error());
    if (answer->status == 404)
        return fail(ErrorCode::not_found, fmt::format("bucket {}: there is no {}", settings_.bucket, key_of(remote)));
    out.close();
    return pending.commit();
}

}  // namespace troupe::providers::s3
