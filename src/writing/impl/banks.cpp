#include "writing/impl/banks.hpp"

#include <cassert>

#include "base/json.hpp"
#include "base/text.hpp"
#include "writing/impl/bank_reader.hpp"
#include "writing/impl/embedded_bank.hpp"
#include "writing_embedded/embedded.hpp"

namespace troupe::writing::impl {
namespace {

struct FrameFields {
    std::string id, text;
    std::vector<std::string> facts;
    std::string only, only_not;
    bool singular = false, plain_past = false;
};
BOOST_DESCRIBE_STRUCT(FrameFields, (), (id, text, facts, only, only_not, singular, plain_past))

struct CaptionFields {
    std::string id, act;
    std::vector<std::string> registers;
    std::string person = "any", text;
};
BOOST_DESCRIBE_STRUCT(CaptionFields, (), (id, act, registers, person, text))

struct TitleFields {
    std::string text, kind;
};
BOOST_DESCRIBE_STRUCT(TitleFields, (), (text, kind))

struct TitleFile {
    std::vector<TitleFields> titles;
    std::vector<std::string> hooks;
    std::vector<std::vector<std::string>> subject_couplets;
};
BOOST_DESCRIBE_STRUCT(TitleFile, (), (titles, hooks, subject_couplets))

struct AvoidanceFields {
    std::string text, axis;
    double sign = 1;
};
BOOST_DESCRIBE_STRUCT(AvoidanceFields, (), (text, axis, sign))

struct PositioningFile {
    std::vector<std::string> taglines, promises;
    std::vector<AvoidanceFields> avoids;
};
BOOST_DESCRIBE_STRUCT(PositioningFile, (), (taglines, promises, avoids))

Result<void> read_positioning(Banks& banks) {
    auto file = TRY(json::from_value<PositioningFile>(TRY(open_bank("positioning")), json::Unknown::refuse, "positioning.json"));
    banks.positioning.taglines = std::move(file.taglines);
    banks.positioning.promises = std::move(file.promises);
    for (auto const& each : file.avoids) {
        auto const axis = axis_index(each.axis);
        if (!each.axis.empty() && !axis) return fail(ErrorCode::invalid_input, "positioning.json: avoids: no such axis: " + each.axis);
        banks.positioning.avoids.push_back({each.text, axis, each.sign});
    }
    return {};
}

Result<void> read_frames(Banks& banks) {
    auto fields = TRY(json::from_value<std::vector<FrameFields>>(TRY(open_bank("frames")), json::Unknown::refuse,
                                                                 "frames.json"));
    for (auto& f : fields)
        banks.frames.push_back({f.id, f.text, f.facts, f.only, f.only_not, f.singular, f.plain_past});
    return {};
}

Result<void> read_captions(Banks& banks) {
    auto fields = TRY(json::from_value<std::vector<CaptionFields>>(TRY(open_bank("captions")), json::Unknown::refuse,
                                                                   "captions.json"));
    for (auto& f : fields) banks.captions.push_back({f.id, f.act, f.registers, f.person, f.text});
    return {};
}

Result<void> read_titles(Banks& banks) {
    auto file = TRY(json::from_value<TitleFile>(TRY(open_bank("titles")), json::Unknown::refuse, "titles.json"));
    for (auto& title : file.titles) banks.titles.push_back({title.text, title.kind});
    banks.hook_frames = std::move(file.hooks);
    for (auto const& pair : file.subject_couplets) {
        if (pair.size() != 2) return fail(ErrorCode::invalid_input, "titles.json: subject_couplets: expected pairs of lines");
        banks.subject_couplets.push_back({pair[0], pair[1]});
    }
    return {};
}

/// The sounds and sights of every place, as entries of their own: "heard/leith.0".
Result<void> add_details(Banks& banks, json::Array const& places, std::string_view sense) {
    auto& details = banks.entries[std::string(sense)];
    for (std::size_t p = 0; p < places.size(); ++p) {
        auto const path = "places.json[" + std::to_string(p) + "]." + std::string(sense);
        auto const* list = places[p].get_object().if_contains(sense);
        if (list == nullptr || !list->is_array()) return fail(ErrorCode::invalid_input, path + ": expected a list");
        auto const& home = banks.entries["home"][p];
        std::size_t number = 0;
        for (auto const& pair : list->get_array()) {
            auto words = TRY(json::from_value<std::vector<std::string>>(pair, json::Unknown::refuse, path));
            if (words.size() != 2) return fail(ErrorCode::invalid_input, path + ": expected [phrase, motif]");
            Entry entry{.id = home.id + "." + std::to_string(number++), .axes = home.axes, .tags = home.tags};
            entry.key = std::string(sense) + "/" + entry.id;
            entry.forms = {{"np", words[0]}, {"motif", words[1]}, {"place", home.id}};
            for (auto const& [form, text] : entry.forms)
                for (auto& word : text::words(text)) entry.words.insert(std::move(word));
            details.push_back(std::move(entry));
        }
    }
    return {};
}

Result<void> read_places(Banks& banks) {
    auto const places = TRY(open_bank("places"));
    banks.entries["home"] = TRY(read_entries("home", places, "places.json"));
    TRY(add_details(banks, places.get_array(), "heard"));
    return add_details(banks, places.get_array(), "seen");
}

}  // namespace

std::string Entry::form(std::string_view name) const {
    auto const found = forms.find(name);
    return found == forms.end() ? std::string() : found->second;
}

std::vector<Entry> const& Banks::of(std::string_view kind) const {
    auto const found = entries.find(kind);
    assert(found != entries.end());
    return found->second;
}

Entry const* Banks::find(std::string_view key) const {
    auto const bank = entries.find(key.substr(0, key.find('/')));
    if (bank == entries.end()) return nullptr;
    for (auto const& entry : bank->second)
        if (entry.key == key) return &entry;
    return nullptr;
}

std::string_view embedded_bank(std::string_view name) {
    auto const wanted = "writing/" + std::string(name) + ".json";
    for (auto const& file : embedded_files())
        if (file.name == wanted) return file.content;
    assert(false && "no such bank");
    return {};
}

std::vector<std::string> embedded_banks(std::string_view folder) {
    auto const start = "writing/" + std::string(folder) + "/";
    std::vector<std::string> names;
    for (auto const& file : embedded_files())
        if (file.name.starts_with(start) && file.name.ends_with(".json"))
            names.emplace_back(file.name.substr(start.size(), file.name.size() - start.size() - 5));
    return names;
}

Result<Banks> load_banks() {
    Banks banks;
    TRY(read_places(banks));
    for (auto const& [kind, file] : {std::pair{"job", "jobs"}, std::pair{"object", "objects"},
                                     std::pair{"event", "events"}, std::pair{"rule", "rules"},
                                     std::pair{"presence", "presence"}, std::pair{"origin", "origins"},
                                     std::pair{"release", "releases"}, std::pair{"tension", "tensions"},
                                     std::pair{"value", "values"}, std::pair{"archetype", "archetypes"},
                                     std::pair{"personality", "personality"}})
        banks.entries[kind] = TRY(read_entries(kind, TRY(open_bank(file)), std::string(file) + ".json"));
    TRY(read_frames(banks));
    TRY(read_captions(banks));
    banks.caption_tastes = TRY(read_caption_tastes());
    TRY(read_positioning(banks));
    TRY(read_titles(banks));
    banks.premises = TRY(read_premises());
    banks.names = TRY(read_names());
    banks.lexicon = TRY(read_lexicon());
    banks.languages = TRY(read_languages());
    banks.refusals = TRY(read_refusals());
    banks.known_artists = TRY(read_known_artists());
    return banks;
}

}  // namespace troupe::writing::impl
