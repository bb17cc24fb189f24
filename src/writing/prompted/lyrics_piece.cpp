#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/text.hpp"
#include "writing/prompted/piece.hpp"

namespace troupe::writing::prompted {
namespace {

struct DraftSection {
    std::string name;
    std::vector<std::string> lines;
};
BOOST_DESCRIBE_STRUCT(DraftSection, (), (name, lines))

struct LyricsDraft {
    std::string title;
    std::string point_of_view;
    std::vector<DraftSection> sections;
};
BOOST_DESCRIBE_STRUCT(LyricsDraft, (), (title, point_of_view, sections))

bool is_chorus(std::string_view name) { return name.starts_with("chorus") || name.starts_with("hook") || name.starts_with("refrain"); }

std::string form_sheet(std::vector<SectionWanted> const& form) {
    std::string sheet;
    for (std::size_t i = 0; i < form.size(); ++i)
        sheet += fmt::format("{}. {}: {} lines of {} to {} syllables\n", i + 1, form[i].name, form[i].lines, form[i].syllables_low, form[i].syllables_high);
    return sheet;
}

/// Holds a draft against the form it must fit.
class LyricsCheck {
public:
    LyricsCheck(LyricsRequest const& request, Prosody const& prosody, Findings& findings) : request_(request), prosody_(prosody), findings_(findings) {}

    void check(LyricsDraft const& draft) {
        check_words("title", draft.title, 60, findings_);
        if (!has_form(draft)) return;
        for (std::size_t i = 0; i < draft.sections.size(); ++i) check_section(i, draft.sections[i]);
        check_title(draft);
        check_choruses(draft);
        for (auto const& used : request_.used_titles)
            if (text::lower(used) == text::lower(draft.title)) findings_.refuse("title: " + draft.title + " is taken");
        // Half of the score is whether it can be sung, a quarter whether it rhymes.
        auto const share = [](int good, int all) { return all == 0 ? 1.0 : static_cast<double>(good) / all; };
        findings_.scale(0.25 + 0.5 * share(fitting_, lines_) + 0.25 * share(rhyming_, pairs_));
    }

private:
    bool has_form(LyricsDraft const& draft) {
        if (draft.sections.size() != request_.form.size()) {
            findings_.refuse(fmt::format("sections: {} given, {} wanted", draft.sections.size(), request_.form.size()));
            return false;
        }
        for (std::size_t i = 0; i < draft.sections.size(); ++i) {
            auto const& wanted = request_.form[i];
            auto const& given = draft.sections[i];
            if (given.name != wanted.name) findings_.refuse(fmt::format("sections[{}].name: is {}, the form says {}", i, given.name, wanted.name));
            if (static_cast<int>(given.lines.size()) != wanted.lines)
                findings_.refuse(fmt::format("sections[{}].lines: {} given, {} wanted", i, given.lines.size(), wanted.lines));
        }
        return !findings_.is_unusable();
    }

    void check_section(std::size_t index, DraftSection const& section) {
        auto const& wanted = request_.form[index];
        for (std::size_t i = 0; i < section.lines.size(); ++i) {
            auto const path = fmt::format("sections[{}].lines[{}]", index, i);
            check_words(path, section.lines[i], 160, findings_);
            check_length(path, section.lines[i], wanted);
            if (std::find(request_.used_lines.begin(), request_.used_lines.end(), section.lines[i]) != request_.used_lines.end())
                findings_.mend(path + ": was sung in an earlier song", 0.1);
            if (i % 2 == 1) check_rhyme(path, section.lines[i - 1], section.lines[i]);
        }
    }

    void check_length(std::string const& path, std::string const& line, SectionWanted const& wanted) {
        ++lines_;
        auto const count = prosody_.syllables(line);
        if (count >= wanted.syllables_low && count <= wanted.syllables_high) ++fitting_;
        else findings_.mend(fmt::format("{}: \"{}\" has {} syllables, {} to {} fit", path, text::excerpt(line, 80), count, wanted.syllables_low, wanted.syllables_high), 0);
    }

    void check_rhyme(std::string const& path, std::string const& first, std::string const& second) {
        ++pairs_;
        if (prosody_.rhyme(first, second) > 0) ++rhyming_;
        else findings_.mend(fmt::format("{}: \"{}\" does not rhyme with the line before it", path, text::excerpt(second, 80)), 0);
    }

    void check_title(LyricsDraft const& draft) {
        auto const title = text::lower(draft.title);
        bool has_chorus = false;
        bool is_sung = false;
        for (auto const& section : draft.sections)
            for (auto const& line : section.lines) {
                has_chorus = has_chorus || is_chorus(section.name);
                is_sung = is_sung || (is_chorus(section.name) && text::lower(line).find(title) != std::string::npos);
            }
        if (has_chorus && !is_sung) findings_.mend("title: is not sung in the chorus");
    }

    void check_choruses(LyricsDraft const& draft) {
        std::map<std::pair<std::string, std::size_t>, std::vector<std::string>> first;
        for (auto const& section : draft.sections)
            if (is_chorus(section.name)) {
                auto const [known, is_new] = first.try_emplace({section.name, section.lines.size()}, section.lines);
                if (!is_new && known->second != section.lines) findings_.mend(section.name + ": comes back with other words; it must have the same");
            }
    }

    LyricsRequest const& request_;
    Prosody const& prosody_;
    Findings& findings_;
    int lines_ = 0, fitting_ = 0, pairs_ = 0, rhyming_ = 0;
};

LyricSection sung(DraftSection const& section, Prosody const& prosody) {
    LyricSection out{.name = section.name};
    char letter = 'a';
    for (std::size_t i = 0; i < section.lines.size(); ++i) {
        LyricLine line{.text = text::capitalised(text::trim(section.lines[i])), .syllables = prosody.syllables(section.lines[i])};
        if (i % 2 == 1 && prosody.rhyme(section.lines[i - 1], section.lines[i]) > 0) {
            out.lines.back().rhyme = std::string(1, letter);
            line.rhyme = std::string(1, letter++);
        }
        out.lines.push_back(std::move(line));
    }
    return out;
}

int lines_out_of_range(Lyrics const& song, std::vector<SectionWanted> const& form) {
    int count = 0;
    for (std::size_t s = 0; s < song.sections.size(); ++s)
        for (auto const& line : song.sections[s].lines)
            if (line.syllables < form[s].syllables_low || line.syllables > form[s].syllables_high) ++count;
    return count;
}

std::string hook_of(Lyrics const& song) {
    for (auto const& section : song.sections)
        for (auto const& line : section.lines)
            if (is_chorus(section.name) && text::lower(line.text).find(text::lower(song.title)) != std::string::npos) return line.text;
    for (auto const& section : song.sections)
        if (!section.lines.empty()) return section.lines.front().text;
    return song.title;
}

Lyrics finished(LyricsDraft const& draft, LyricsRequest const& request, Lyrics const& base, Prosody const& prosody) {
    Lyrics song{.title = draft.title, .point_of_view = draft.point_of_view, .language = request.profile.core.voice.language, .motifs = base.motifs};
    for (auto const& section : draft.sections) song.sections.push_back(sung(section, prosody));
    song.hook = hook_of(song);
    song.lines_out_of_range = lines_out_of_range(song, request.form);
    return song;
}

}  // namespace

Piece<Lyrics> lyrics_piece(LyricsRequest const& request, Lyrics const& base, std::shared_ptr<Prosody const> const& prosody) {
    auto const& profile = request.profile;
    auto prompt = fill_prompt(prompt_name("lyrics", request.ways.prompt), {{"artist", portrait(profile)},
                                         {"language", profile.core.voice.language},
                                         {"mood", request.mood.empty() ? "the artist's own" : request.mood},
                                         {"seeds", lines_of(request.seeds)},
                                         {"titles", request.used_titles.empty() ? "none" : text::join(request.used_titles, ", ")},
                                         {"facts", fact_sheet(profile)},
                                         {"form", form_sheet(request.form)},
                                         {"used", lines_of(request.used_lines)}});
    auto task = impl::make_task<LyricsDraft>("lyrics", profile, json::to_value(request), std::move(prompt),
                                             [request, prosody](LyricsDraft const& draft, Findings& findings) { LyricsCheck(request, *prosody, findings).check(draft); });
    task.criteria = "One speaker and one story; concrete pictures; natural spoken word order; no forced rhyme; no cliché; the chorus can be sung "
                    "along; the second verse knows more than the first.";
    task.seed = request.seed;
    task.prefer = request.ways.model;
    return {std::move(task), [request, base, prosody](json::Value const& value) { return finished(impl::draft_of<LyricsDraft>(value), request, base, *prosody); }};
}

}  // namespace troupe::writing::prompted
