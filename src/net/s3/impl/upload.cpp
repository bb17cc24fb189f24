#include "net/s3/impl/upload.hpp"

#include <fmt/format.h>

#include <fstream>

#include "base/hash.hpp"
#include "base/running_hash.hpp"
#include "base/text.hpp"
#include "net/s3/impl/answers.hpp"

namespace troupe::net::s3::impl {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t most_parts = 10'000;

tl::unexpected<Error> has_changed(fs::path const& file) {
    return fail(ErrorCode::unavailable, file.string() + ": changed while it was read, try again");
}

/// A file, a piece at a time, with the hash of all that was read.
class Pieces {
public:
    Pieces(fs::path const& file, std::uint64_t piece_bytes)
        : file_(file), in_(file, std::ios::binary), piece_bytes_(piece_bytes) {}

    /// Empty: there is no more.
    Result<std::string> next() {
        std::string piece(piece_bytes_, '\0');
        in_.read(piece.data(), static_cast<std::streamsize>(piece.size()));
        if (!in_.is_open() || in_.bad()) return fail(ErrorCode::unavailable, file_.string() + ": cannot be read");
        piece.resize(static_cast<std::size_t>(in_.gcount()));
        hash_.add(piece);
        return piece;
    }
    std::string sha256() { return hash_.finish_hex(); }

private:
    fs::path file_;
    std::ifstream in_;
    std::uint64_t piece_bytes_;
    RunningSha256 hash_;
};

/// One upload in parts, under its id.
class Upload {
public:
    Upload(Exchange const& exchange, std::string key, std::stop_token const& stop)
        : exchange_(exchange), key_(std::move(key)), stop_(stop) {}

    Result<void> begin(PutWishes const& wishes) {
        auto question = exchange_.question("POST", key_);
        question.request.query = {{"uploads", ""}};
        question.request.headers = headers_of(wishes);
        question.answers_xml = true;
        id_ = read_upload_id(TRY(exchange_.ask(question, stop_)).body);
        if (id_.empty()) return exchange_.failed(ErrorCode::bad_response, fmt::format("began no upload for {}", key_));
        return {};
    }
    Result<void> send(std::string piece) {
        auto question = exchange_.question("PUT", key_);
        question.request.query = {{"partNumber", std::to_string(++count_)}, {"uploadId", id_}};
        question.request.body = std::move(piece);
        auto const answer = TRY(exchange_.ask(question, stop_));
        auto const tag = answer.header("etag");
        if (!answer.is_success() || !tag)
            return exchange_.failed(ErrorCode::unavailable,
                                    fmt::format("part {} of {} was not taken; try again later", count_, key_));
        list_ += fmt::format("<Part><PartNumber>{}</PartNumber><ETag>{}</ETag></Part>", count_, text::escape_xml(*tag));
        return {};
    }
    Result<void> finish() {
        auto question = exchange_.question("POST", key_);
        question.request.query = {{"uploadId", id_}};
        question.request.headers = {{"Content-Type", "application/xml"}};
        question.request.body = "<CompleteMultipartUpload>" + list_ + "</CompleteMultipartUpload>";
        question.answers_xml = true;
        auto const answer = TRY(exchange_.ask(question, stop_));
        if (answer.is_success()) return {};
        return exchange_.failed(ErrorCode::unavailable, fmt::format("the upload of {} is gone; try again", key_));
    }
    /// What was sent is paid for until it is thrown away.
    void abandon() {
        auto question = exchange_.question("DELETE", key_);
        question.request.query = {{"uploadId", id_}};
        (void)exchange_.ask_once(question, {});
    }

private:
    Exchange const& exchange_;
    std::string key_;
    std::stop_token const& stop_;
    std::string id_;
    std::string list_;
    int count_ = 0;
};

Result<void> send_all(Upload& upload, Pieces& pieces, fs::path const& file, PutWishes const& wishes) {
    for (;;) {
        auto piece = TRY(pieces.next());
        if (piece.empty()) break;
        TRY(upload.send(std::move(piece)));
    }
    if (!wishes.sha256.empty() && pieces.sha256() != wishes.sha256) return has_changed(file);
    return upload.finish();
}

/// A part's size with which the file has no more than 10,000 of them.
std::uint64_t piece_bytes(std::uint64_t bytes, std::uint64_t usual) {
    return std::max(usual, bytes / (most_parts - 1) + 1);
}

}  // namespace

std::vector<Header> headers_of(PutWishes const& wishes) {
    std::vector<Header> headers;
    if (!wishes.content_type.empty()) headers.push_back({"Content-Type", wishes.content_type});
    for (auto const& [name, value] : wishes.metadata) headers.push_back({"x-amz-meta-" + name, value});
    return headers;
}

Result<PutOutcome> put_whole(Exchange const& exchange, std::string const& key, std::string bytes,
                             PutWishes const& wishes, std::stop_token const& stop) {
    auto const is_conditional = wishes.only_if_absent && exchange.knows_conditions();
    auto question = exchange.question("PUT", key);
    question.request.headers = headers_of(wishes);
    question.request.body = std::move(bytes);
    if (is_conditional) question.request.headers.push_back({"If-None-Match", "*"});
    auto answer = TRY(exchange.ask(question, stop));
    if (answer.status == 501 && is_conditional) {
        exchange.knows_conditions() = false;
        question.request.headers.pop_back();
        answer = TRY(exchange.ask(question, stop));
    }
    if (answer.status == 412 && is_conditional) return PutOutcome::was_there;
    if (answer.is_success()) return PutOutcome::stored;
    return exchange.failed(ErrorCode::bad_response, fmt::format("HTTP {} to a file that was sent", answer.status));
}

Result<void> put_in_parts(Exchange const& exchange, std::string const& key, fs::path const& file,
                          PutWishes const& wishes, std::stop_token const& stop) {
    std::error_code error;
    auto const bytes = fs::file_size(file, error);
    if (error) return fail(ErrorCode::unavailable, file.string() + ": cannot be read");
    Pieces pieces(file, piece_bytes(bytes, exchange.settings().part_bytes));
    Upload upload(exchange, key, stop);
    TRY(upload.begin(wishes));
    auto sent = send_all(upload, pieces, file, wishes);
    if (!sent) upload.abandon();
    return sent;
}

}  // namespace troupe::net::s3::impl
