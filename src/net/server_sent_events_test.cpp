#include "net/server_sent_events.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace troupe::net {
namespace {

using Events = std::vector<std::pair<std::string, std::string>>;

/// The events of a stream that comes in these pieces.
Events events_of(std::vector<std::string> const& pieces) {
    Events events;
    EventStreamParser parser;
    for (auto const& piece : pieces)
        EXPECT_TRUE(
            parser.feed(piece, [&](ServerSentEvent const& event) { events.emplace_back(event.type, event.data); }));
    return events;
}

struct Stream {
    char const* promise;
    std::string bytes;
    Events events;
};

std::vector<Stream> const& streams() {
    static std::vector<Stream> const table{
        {"an event ends with an empty line", "data: one\n\ndata: two\n\n", {{"message", "one"}, {"message", "two"}}},
        {"data lines are joined", "data: YHOO\ndata: +2\ndata: 10\n\n", {{"message", "YHOO\n+2\n10"}}},
        {"comments and lone pings are skipped",
         ": ping\n\n:\n\ndata: a\n: in between\ndata: b\n\n",
         {{"message", "a\nb"}}},
        {"a type holds for one event", "event: add\ndata: 1\n\ndata: 2\n\n", {{"add", "1"}, {"message", "2"}}},
        {"one blank after the colon is no data", "data:x\n\ndata:  y\n\n", {{"message", "x"}, {"message", " y"}}},
        {"empty data is an event", "data\n\ndata:\ndata\n\n", {{"message", ""}, {"message", "\n"}}},
        {"a type without data is none", "event: ping\n\ndata: x\n\n", {{"message", "x"}}},
        {"an unfinished event is never told", "data: whole\n\ndata: cut off\n", {{"message", "whole"}}},
        {"CR LF ends a line", "event: a\r\ndata: 1\r\n\r\ndata: 2\r\n\r\n", {{"a", "1"}, {"message", "2"}}},
        {"CR alone ends a line", "data: 1\rdata: 2\r\rdata: 3\r\r", {{"message", "1\n2"}, {"message", "3"}}},
        {"line ends may be mixed",
         "data: 1\r\n\ndata: 2\n\r\ndata: 3\r\r\n",
         {{"message", "1"}, {"message", "2"}, {"message", "3"}}},
        {"a byte order mark is skipped once",
         "\xEF\xBB\xBF"
         "data: 1\n\n\xEF\xBB\xBF"
         "data: 2\n\n",
         {{"message", "1"}}},
        {"unknown fields are ignored",
         "id: 7\nretry: 10\nfoo: bar\nbar\ndata: {\"a\":1}\n\n",
         {{"message", "{\"a\":1}"}}},
        {"characters of several bytes are kept", "data: Größe 🎵\n\n", {{"message", "Größe 🎵"}}},
    };
    return table;
}

TEST(EventStreamParser, ReadsWhatTheStandardSays) {
    for (auto const& stream : streams()) EXPECT_EQ(events_of({stream.bytes}), stream.events) << stream.promise;
}

TEST(EventStreamParser, DoesNotCareWhereAPieceEnds) {
    for (auto const& stream : streams())
        for (std::size_t at = 0; at <= stream.bytes.size(); ++at)
            EXPECT_EQ(events_of({stream.bytes.substr(0, at), stream.bytes.substr(at)}), stream.events)
                << stream.promise << ", cut at " << at;
}

TEST(EventStreamParser, ReadsSingleBytes) {
    for (auto const& stream : streams()) {
        std::vector<std::string> pieces;
        for (auto c : stream.bytes) pieces.emplace_back(1, c);
        EXPECT_EQ(events_of(pieces), stream.events) << stream.promise;
    }
}

RC_GTEST_PROP(EventStreamParserProperty, AnyBytesInAnyPiecesGiveTheSameEvents, ()) {
    auto const bytes =
        *rc::gen::container<std::string>(rc::gen::elementOf(std::string("\r\n\r\n: dataevent\xEF\xBB\xBF")));
    auto const cuts = *rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(0, bytes.size() + 1));
    std::vector<std::string> pieces;
    std::size_t from = 0;
    for (auto const cut : cuts) {
        if (cut < from) continue;
        pieces.push_back(bytes.substr(from, cut - from));
        from = cut;
    }
    pieces.push_back(bytes.substr(from));
    RC_ASSERT(events_of(pieces) == events_of({bytes}));
}

RC_GTEST_PROP(EventStreamParserProperty, WhatIsWrittenComesBack, ()) {
    auto const line =
        rc::gen::container<std::string>(rc::gen::suchThat<char>([](char c) { return c != '\r' && c != '\n'; }));
    auto const written =
        *rc::gen::resize(20, rc::gen::container<std::vector<std::vector<std::string>>>(
                                 rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(line))));
    std::string bytes;
    Events expected;
    for (auto const& lines : written) {
        std::string data;
        for (auto const& one : lines) {
            bytes += "data: " + one + "\r\n";
            data += (&one == &lines.front() ? "" : "\n") + one;
        }
        bytes += "\r\n";
        expected.emplace_back("message", data);
    }
    RC_ASSERT(events_of({bytes}) == expected);
}

TEST(EventStreamParser, RefusesAnEventWithoutEnd) {
    EventStreamParser one_line(100);
    auto const nothing = [](ServerSentEvent const&) {};
    EXPECT_TRUE(one_line.feed("data: " + std::string(90, 'x'), nothing));
    EXPECT_EQ(one_line.feed(std::string(90, 'x'), nothing).error().code, ErrorCode::bad_response);

    EventStreamParser many_lines(100);
    Result<void> state;
    for (int i = 0; i < 100 && state; ++i) state = many_lines.feed("data: xx\n", nothing);
    EXPECT_FALSE(state);
}

TEST(EventStreamParser, ReadsAStreamLargerThanAnEventMayBe) {
    EventStreamParser parser(100);
    int events = 0;
    for (int i = 0; i < 100; ++i) EXPECT_TRUE(parser.feed("data: 1234567890\n\n", [&](auto const&) { ++events; }));
    EXPECT_EQ(events, 100);
}

}  // namespace
}  // namespace troupe::net
