#include "net/s3/bucket.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>

#include "base/base64.hpp"
#include "base/files.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "net/s3/impl/answers.hpp"
#include "net/s3/impl/exchange.hpp"
#include "net/s3/impl/upload.hpp"

namespace troupe::net::s3 {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t longest_key = 1024;
constexpr std::size_t most_removed_at_once = 1000;

/// Of "." and ".." between slashes every hand that a request goes through makes something of its own.
Result<void> check_key(std::string const& key) {
    if (key.empty() || key.size() > longest_key || !text::is_valid_utf8(key))
        return fail(ErrorCode::invalid_input,
                    fmt::format("key '{}': expected 1 to 1,024 bytes of UTF-8", text::excerpt(key)));
    for (auto const& part : text::split(key, '/'))
        if (part == "." || part == "..")
            return fail(ErrorCode::invalid_input,
                        fmt::format("key '{}': has '{}' between its slashes", text::excerpt(key), part));
    return {};
}

std::string raw_bytes(std::string const& hexadecimal) {
    std::string raw;
    for (std::size_t at = 0; at + 1 < hexadecimal.size(); at += 2)
        raw += static_cast<char>(std::stoi(hexadecimal.substr(at, 2), nullptr, 16));
    return raw;
}

std::string removal(std::vector<std::string> const& keys, std::size_t from) {
    std::string list = "<Delete><Quiet>true</Quiet>";
    for (auto at = from; at < std::min(keys.size(), from + most_removed_at_once); ++at)
        list += "<Object><Key>" + text::escape_xml(keys[at]) + "</Key></Object>";
    return list + "</Delete>";
}

}  // namespace

struct Bucket::State {
    State(BucketSettings settings, Parts parts) : exchange(std::move(settings), parts.http, parts.clock) {}

    impl::Exchange exchange;

    [[nodiscard]] tl::unexpected<Error> no_file(std::string const& key) const {
        return exchange.failed(ErrorCode::not_found, fmt::format("there is no {}", key));
    }
};

Bucket::Bucket(BucketSettings settings, Parts parts) : state_(std::make_unique<State>(std::move(settings), parts)) {}
Bucket::~Bucket() = default;

BucketSettings const& Bucket::settings() const { return state_->exchange.settings(); }

Result<void> Bucket::check(std::stop_token stop) {
    auto const answer = TRY(state_->exchange.ask(state_->exchange.question("HEAD", ""), stop));
    if (answer.is_success()) return {};
    return state_->exchange.failed(ErrorCode::invalid_input,
                                   "there is no such bucket; make it, or check its name and the endpoint");
}

Result<PutOutcome> Bucket::put(std::string const& key, std::string bytes, PutWishes const& wishes,
                               std::stop_token stop) {
    TRY(check_key(key));
    return impl::put_whole(state_->exchange, key, std::move(bytes), wishes, stop);
}

Result<PutOutcome> Bucket::put_file(std::string const& key, fs::path const& file, PutWishes const& wishes,
                                    std::stop_token stop) {
    TRY(check_key(key));
    std::error_code error;
    if (!fs::is_regular_file(file, error)) return fail(ErrorCode::not_found, file.string() + ": there is no such file");
    auto const bytes = fs::file_size(file, error);
    if (error) return fail(ErrorCode::unavailable, file.string() + ": cannot be read");
    if (bytes > settings().part_bytes) {
        TRY(impl::put_in_parts(state_->exchange, key, file, wishes, stop));
        return PutOutcome::stored;
    }
    auto content = TRY(read_file(file));
    if (!wishes.sha256.empty() && sha256_hex(content) != wishes.sha256)
        return fail(ErrorCode::unavailable, file.string() + ": changed while it was read, try again");
    return impl::put_whole(state_->exchange, key, std::move(content), wishes, stop);
}

Result<std::optional<Object>> Bucket::head(std::string const& key, std::stop_token stop) {
    TRY(check_key(key));
    auto question = state_->exchange.question("HEAD", key);
    question.most_bytes = std::uint64_t{1} << 62U;  // the length of a file, none of which comes
    auto const answer = TRY(state_->exchange.ask(question, stop));
    if (answer.status == 404) return std::optional<Object>{};
    if (!answer.is_success())
        return state_->exchange.failed(ErrorCode::bad_response,
                                       fmt::format("HTTP {} to a look at {}", answer.status, key));
    auto object = impl::read_object(key, answer);
    if (!object) return state_->exchange.failed(object.error().code, object.error().message);
    return std::optional(*std::move(object));
}

Result<std::string> Bucket::get(std::string const& key, std::optional<ByteRange> range, std::uint64_t most_bytes,
                                std::stop_token stop) {
    TRY(check_key(key));
    auto question = state_->exchange.question("GET", key);
    question.most_bytes = std::max<std::uint64_t>(most_bytes, 1U << 20U);
    if (range)
        question.request.headers.push_back(
            {"Range",
             fmt::format("bytes={}-{}", range->first, range->first + std::max<std::uint64_t>(range->count, 1) - 1)});
    auto answer = TRY(state_->exchange.ask(question, stop));
    if (answer.status == 404) return state_->no_file(key);
    if (answer.status == 416 && range)
        return state_->exchange.failed(ErrorCode::invalid_input,
                                       fmt::format("{} ends before byte {}", key, range->first));
    if (range ? answer.status != 206 : !answer.is_success())
        return state_->exchange.failed(ErrorCode::bad_response,
                                       fmt::format("HTTP {} to a question for {}", answer.status, key));
    return std::move(answer.body);
}

Result<void> Bucket::receive(std::string const& key, std::uint64_t most_bytes, Receiver const& receiver,
                             std::stop_token stop) {
    TRY(check_key(key));
    auto question = state_->exchange.question("GET", key);
    question.most_bytes = std::max<std::uint64_t>(most_bytes, 1U << 20U);
    question.restart = receiver.restart;
    bool is_taken = true;
    question.on_data = [&](std::string_view piece) { return is_taken = receiver.take(piece); };
    auto const answer = state_->exchange.ask(question, stop);
    if (!is_taken) return fail(ErrorCode::unavailable, fmt::format("{}: cannot be taken; is the disk full?", key));
    if (!answer) return tl::unexpected(answer.error());
    if (answer->status == 404) return state_->no_file(key);
    if (!answer->is_success())
        return state_->exchange.failed(ErrorCode::bad_response,
                                       fmt::format("HTTP {} to a question for {}", answer->status, key));
    return {};
}

Result<void> Bucket::fetch(std::string const& key, fs::path const& file, std::uint64_t most_bytes,
                           std::stop_token stop) {
    TRY(make_folder(file.parent_path()));
    std::ofstream out;
    Receiver const receiver{
        .restart =
            [&] {
                out = std::ofstream(file, std::ios::binary | std::ios::trunc);
                return out.good();
            },
        .take =
            [&](std::string_view piece) {
                return static_cast<bool>(out.write(piece.data(), static_cast<std::streamsize>(piece.size())));
            }};
    TRY(receive(key, most_bytes, receiver, stop));
    out.close();
    if (!out) return fail(ErrorCode::unavailable, file.string() + ": cannot be written; is the disk full?");
    return {};
}

Result<void> Bucket::remove(std::string const& key, std::stop_token stop) {
    TRY(check_key(key));
    auto const answer = TRY(state_->exchange.ask(state_->exchange.question("DELETE", key), stop));
    if (answer.is_success() || answer.status == 404) return {};
    return state_->exchange.failed(ErrorCode::bad_response,
                                   fmt::format("HTTP {} to the removal of {}", answer.status, key));
}

Result<void> Bucket::remove_all(std::vector<std::string> const& keys, std::stop_token stop) {
    for (auto const& key : keys) TRY(check_key(key));
    for (std::size_t from = 0; from < keys.size(); from += most_removed_at_once) {
        auto question = state_->exchange.question("POST", "");
        question.request.query = {{"delete", ""}};
        question.request.body = removal(keys, from);
        question.request.headers = {{"Content-Type", "application/xml"},
                                    {"Content-MD5", base64(raw_bytes(md5_hex(question.request.body)))}};
        question.answers_xml = true;
        auto const answer = TRY(state_->exchange.ask(question, stop));
        if (auto const kept = impl::read_kept(answer.body); !kept.empty())
            return state_->exchange.failed(ErrorCode::unavailable, fmt::format("could not remove {}", kept));
    }
    return {};
}

Result<std::vector<Object>> Bucket::list(ListWishes const& wishes, std::stop_token stop) {
    std::vector<Object> objects;
    std::string token;
    do {
        auto question = state_->exchange.question("GET", "");
        question.request.query = {{"list-type", "2"},
                                  {"max-keys", std::to_string(wishes.page)},
                                  {"encoding-type", "url"},
                                  {"prefix", wishes.prefix}};
        if (!token.empty()) question.request.query.push_back({"continuation-token", token});
        question.answers_xml = true;
        auto const answer = TRY(state_->exchange.ask(question, stop));
        auto page = impl::read_page(answer.body);
        if (!page) return state_->exchange.failed(page.error().code, page.error().message);
        if (page->next == token && !token.empty())
            return state_->exchange.failed(ErrorCode::bad_response, "gave the same page of its list again");
        token = page->next;
        std::move(page->objects.begin(), page->objects.end(), std::back_inserter(objects));
        if (objects.size() > wishes.most)
            return state_->exchange.failed(ErrorCode::bad_response,
                                           fmt::format("has more than {} files there", wishes.most));
    } while (!token.empty());
    std::sort(objects.begin(), objects.end(), [](auto const& left, auto const& right) { return left.key < right.key; });
    return objects;
}

std::string Bucket::link(std::string const& key, LinkWishes const& wishes) const {
    auto const& exchange = state_->exchange;
    auto request = exchange.question("GET", key).request;
    if (!wishes.content_type.empty()) request.query.push_back({"response-content-type", wishes.content_type});
    if (!wishes.disposition.empty()) request.query.push_back({"response-content-disposition", wishes.disposition});
    return presigned_aws(std::move(request), settings().credentials, settings().region, "s3", exchange.clock().now(),
                         wishes.lifetime);
}

}  // namespace troupe::net::s3
