#include "planning/export.hpp"

#include <gtest/gtest.h>

#include <map>

#include "base/json.hpp"
#include "base/text.hpp"
#include "planning/testing/sample_request.hpp"

namespace troupe::planning {
namespace {

TimePoint const now = *parse_time("2026-11-22T09:00:00Z");

Plan sample_plan() {
    auto plan = *make_plan(testing::sample_request());
    plan.items[0].brief.title =
        "Semicolons; commas, back\\slashes and \"quotes\"\nin two lines – übermäßig lange, damit die Zeile gefaltet "
        "werden muß";
    plan.items[1].brief.title = "=HYPERLINK(\"http://example.org\")";
    plan.items[2].state = ItemState::skipped;
    return plan;
}

/// A reader of iCalendar that shares nothing with the writer: events as maps from property names (with parameters) to
/// unescaped values.
struct ReadCalendar {
    std::vector<std::map<std::string, std::string>> events;
    std::vector<std::string> faults;
};

std::string unescape(std::string const& text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\')
            out += text[i];
        else if (++i < text.size())
            out += text[i] == 'n' || text[i] == 'N' ? '\n' : text[i];
    }
    return out;
}

ReadCalendar read(std::string const& file) {
    ReadCalendar calendar;
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < file.size();) {
        auto const end = file.find("\r\n", at);
        if (end == std::string::npos) {
            calendar.faults.emplace_back("last line does not end in CRLF");
            break;
        }
        auto const line = file.substr(at, end - at);
        if (line.size() > 75) calendar.faults.push_back("longer than 75 octets: " + line);
        if (line.find_first_of("\r\n") != std::string::npos) calendar.faults.push_back("bare line break: " + line);
        if (!text::is_valid_utf8(line)) calendar.faults.push_back("a character was cut: " + line);
        if (line.starts_with(' ') && !lines.empty())
            lines.back() += line.substr(1);
        else
            lines.push_back(line);
        at = end + 2;
    }
    int depth = 0;
    for (auto const& line : lines) {
        auto const colon = line.find(':');
        auto const name = line.substr(0, colon);
        auto const value = line.substr(colon + 1);
        if (name == "BEGIN" && ++depth == 2 && value == "VEVENT") calendar.events.emplace_back();
        if (depth == 2 && name != "BEGIN" && name != "END" &&
            !calendar.events.back().try_emplace(name, unescape(value)).second)
            calendar.faults.push_back("twice in an event: " + name);
        if (depth == 3 && name == "TRIGGER") calendar.events.back()["TRIGGER"] = value;
        if (name == "END") --depth;
    }
    if (depth != 0) calendar.faults.emplace_back("BEGIN and END do not match");
    return calendar;
}

TEST(Ics, SaysWhatThePlanSays) {
    auto const plan = sample_plan();
    auto const file = to_ics(plan, {.name = "Vesper Lune", .alarm_minutes = 60}, now);
    EXPECT_TRUE(file.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:"));
    auto const calendar = read(file);
    EXPECT_EQ(calendar.faults, std::vector<std::string>{});
    ASSERT_EQ(calendar.events.size(), plan.items.size());
    for (std::size_t i = 0; i < plan.items.size(); ++i) {
        auto const& item = plan.items[i];
        auto event = calendar.events[i];
        EXPECT_EQ(event["UID"], to_string(item.id) + "@troupe");
        EXPECT_EQ(event["DTSTAMP"], "20261122T090000Z");
        EXPECT_NE(event["SUMMARY"].find(item.brief.title), std::string::npos) << event["SUMMARY"];
        EXPECT_NE(event["DESCRIPTION"].find(item.brief.theme), std::string::npos);
        if (item.kind == ItemKind::release) {
            EXPECT_EQ(event["DTSTART;VALUE=DATE"], text::replace_all(format_date(item.date), "-", ""));
            EXPECT_EQ(event["DTEND;VALUE=DATE"], text::replace_all(format_date(plus_days(item.date, 1)), "-", ""));
        } else {
            auto const start = event["DTSTART"];
            ASSERT_EQ(start.size(), 16U);
            EXPECT_EQ(start.substr(0, 4) + "-" + start.substr(4, 2) + "-" + start.substr(6, 5) + ":" +
                          start.substr(11, 2) + ":" + start.substr(13),
                      format_time(item.at).substr(0, 19) + "Z");
        }
        EXPECT_EQ(event["STATUS"] == "CANCELLED", item.state == ItemState::skipped);
        EXPECT_EQ(event["TRIGGER"], item.state == ItemState::skipped ? "" : "-PT60M");
    }
}

TEST(Ics, IsTheSameForTheSamePlan) {
    EXPECT_EQ(to_ics(sample_plan(), {.name = "Vesper Lune"}, now), to_ics(sample_plan(), {.name = "Vesper Lune"}, now));
    EXPECT_EQ(to_ics(sample_plan(), {.name = "Vesper Lune"}, now).find("VALARM"), std::string::npos);
}

/// RFC 4180, read by a state machine of its own.
std::vector<std::vector<std::string>> read_csv(std::string const& file) {
    std::vector<std::vector<std::string>> rows{{""}};
    bool quoted = false;
    for (std::size_t i = 0; i < file.size(); ++i) {
        auto const c = file[i];
        if (quoted && c == '"' && i + 1 < file.size() && file[i + 1] == '"')
            rows.back().back() += file[++i];
        else if (c == '"')
            quoted = !quoted;
        else if (!quoted && c == ',')
            rows.back().emplace_back();
        else if (!quoted && c == '\r')
            continue;
        else if (!quoted && c == '\n')
            rows.push_back({""});
        else
            rows.back().back() += c;
    }
    rows.pop_back();
    return rows;
}

TEST(Csv, SaysWhatThePlanSays) {
    auto const plan = sample_plan();
    auto const rows = read_csv(to_csv(plan));
    ASSERT_EQ(rows.size(), plan.items.size() + 1);
    EXPECT_EQ(text::join(rows[0], ",").substr(0, 35), "date,time,zone,at_utc,platform,kind");
    for (std::size_t i = 0; i < plan.items.size(); ++i) {
        ASSERT_EQ(rows[i + 1].size(), rows[0].size());
        EXPECT_EQ(rows[i + 1][0], format_date(plan.items[i].date));
        EXPECT_EQ(rows[i + 1][4], plan.items[i].platform);
        EXPECT_EQ(rows[i + 1].back(), to_string(plan.items[i].id));
    }
    EXPECT_EQ(rows[1][9], plan.items[0].brief.title);
    EXPECT_EQ(rows[2][9], "'" + plan.items[1].brief.title);
}

TEST(Json, ReadsBack) {
    auto const plan = sample_plan();
    auto const read = json::parse<Plan>(to_json(plan));
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(json::print(*read), json::print(plan));
}

}  // namespace
}  // namespace troupe::planning
