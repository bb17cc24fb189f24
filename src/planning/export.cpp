#include "planning/export.hpp"

#include <fmt/format.h>

#include "base/csv.hpp"
#include "base/json.hpp"
#include "base/text.hpp"

namespace troupe::planning {
namespace {

/// RFC 5545 §3.3.11; control characters have no place in a text.
std::string escape_ics(std::string_view text) {
    std::string out;
    for (auto c : text) {
        if (c == '\\' || c == ';' || c == ',')
            out += '\\', out += c;
        else if (c == '\n')
            out += "\\n";
        else if (static_cast<unsigned char>(c) >= 0x20 || c == '\t')
            out += c;
    }
    return out;
}

/// Adds one content line, folded after at most 75 octets (§3.1) and never inside a character.
void add_line(std::string& out, std::string_view line) {
    std::size_t room = 75;
    while (line.size() > room) {
        auto cut = room;
        while (cut > 1 && (static_cast<unsigned char>(line[cut]) & 0xC0) == 0x80) --cut;
        out.append(line.substr(0, cut)).append("\r\n ");
        line.remove_prefix(cut);
        room = 74;  // the space in front counts
    }
    out.append(line).append("\r\n");
}

std::string compact_date(Date date) { return text::replace_all(format_date(date), "-", ""); }

std::string compact_time(TimePoint time) {
    auto const text = format_time(time);  // 2026-11-22T08:30:00.000Z
    return text::replace_all(text::replace_all(text.substr(0, 19), "-", ""), ":", "") + "Z";
}

std::string summary(PlanItem const& item) {
    if (item.kind == ItemKind::release) return item.brief.title;
    return fmt::format("{} {}: {}", text::capitalised(item.platform), item.format, item.brief.title);
}

std::string description(PlanItem const& item) {
    std::vector<std::string> lines{item.brief.theme, item.brief.say};
    if (item.brief.fact) lines.push_back("Tells: " + *item.brief.fact);
    lines.push_back(fmt::format("Purpose: {}. Stage: {}. State: {}{}.", item.purpose, json::enum_name(item.arc_stage),
                                json::enum_name(item.state), item.locked ? ", locked" : ""));
    std::erase(lines, "");
    return text::join(lines, "\n");
}

std::string status(PlanItem const& item) {
    if (item.state == ItemState::skipped) return "CANCELLED";
    return item.locked || item.state == ItemState::published ? "CONFIRMED" : "TENTATIVE";
}

void add_times(std::string& out, PlanItem const& item) {
    if (item.kind == ItemKind::release) {
        add_line(out, "DTSTART;VALUE=DATE:" + compact_date(item.date));
        add_line(out, "DTEND;VALUE=DATE:" + compact_date(plus_days(item.date, 1)));
    } else {
        add_line(out, "DTSTART:" + compact_time(item.at));
        add_line(out, "DTEND:" + compact_time(item.at + std::chrono::minutes{15}));
    }
}

void add_alarm(std::string& out, PlanItem const& item, int minutes) {
    add_line(out, "BEGIN:VALARM");
    add_line(out, "ACTION:DISPLAY");
    add_line(out, "DESCRIPTION:" + escape_ics(summary(item)));
    add_line(out, fmt::format("TRIGGER:-PT{}M", minutes));
    add_line(out, "END:VALARM");
}

/// `artist` is empty where the calendar is one artist's.
void add_event(std::string& out, PlanItem const& item, std::string const& artist, CalendarSettings const& settings, TimePoint now) {
    add_line(out, "BEGIN:VEVENT");
    add_line(out, "UID:" + to_string(item.id) + "@troupe");
    add_line(out, "DTSTAMP:" + compact_time(now));
    add_times(out, item);
    add_line(out, "SUMMARY:" + escape_ics(artist.empty() ? summary(item) : artist + ": " + summary(item)));
    add_line(out, "DESCRIPTION:" + escape_ics(description(item)));
    add_line(out, fmt::format("CATEGORIES:{},{}", escape_ics(item.platform), json::enum_name(item.kind)));
    add_line(out, "STATUS:" + status(item));
    add_line(out, "TRANSP:TRANSPARENT");
    if (settings.alarm_minutes && item.state != ItemState::skipped) add_alarm(out, item, *settings.alarm_minutes);
    add_line(out, "END:VEVENT");
}

std::string head_of_calendar(CalendarSettings const& settings, std::string const& zone) {
    std::string out;
    add_line(out, "BEGIN:VCALENDAR");
    add_line(out, "VERSION:2.0");
    add_line(out, "PRODID:-//Troupe//Release plan//EN");
    add_line(out, "CALSCALE:GREGORIAN");
    add_line(out, "METHOD:PUBLISH");
    add_line(out, "X-WR-CALNAME:" + escape_ics(settings.name));
    add_line(out, "X-WR-TIMEZONE:" + escape_ics(zone));
    return out;
}

}  // namespace

std::string to_json(Plan const& plan) { return json::pretty(plan); }

std::string to_ics(Plan const& plan, CalendarSettings const& settings, TimePoint now) {
    auto out = head_of_calendar(settings, plan.zone);
    for (auto const& item : plan.items) add_event(out, item, "", settings, now);
    add_line(out, "END:VCALENDAR");
    return out;
}

std::string to_ics(std::vector<NamedPlan> const& plans, CalendarSettings const& settings, TimePoint now) {
    auto out = head_of_calendar(settings, "UTC");
    for (auto const& each : plans)
        for (auto const& item : each.plan.items) add_event(out, item, each.artist, settings, now);
    add_line(out, "END:VCALENDAR");
    return out;
}

std::string to_csv(Plan const& plan) {
    std::string out = csv_row({"date", "time", "zone", "at_utc", "platform", "kind", "format", "purpose", "arc_stage",
                               "title", "theme", "say", "fact", "motif", "release", "state", "locked", "id"});
    for (auto const& item : plan.items)
        out += csv_row({format_date(item.date), item.local_time, item.zone, format_time(item.at), item.platform,
                        json::enum_name(item.kind), item.format, item.purpose, json::enum_name(item.arc_stage),
                        item.brief.title, item.brief.theme, item.brief.say, item.brief.fact.value_or(""),
                        item.brief.motif, item.release ? std::to_string(*item.release) : "",
                        json::enum_name(item.state), item.locked ? "yes" : "no", to_string(item.id)});
    return out;
}

}  // namespace troupe::planning
