#include "artist/repair.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "artist/impl/bounds.hpp"
#include "base/json.hpp"
#include "base/text.hpp"

namespace troupe::artist {
namespace {

using impl::Bound;
using impl::BoundKind;

std::string_view view_of(json::Value const& value) { return {value.get_string().data(), value.get_string().size()}; }

bool is_control(char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7F; }

/// Text that can be stored and printed, without blanks at its ends.
std::string storable(std::string_view value) {
    std::string out = text::is_valid_utf8(value) ? std::string(value) : text::encode(text::decode(value));
    std::replace_if(out.begin(), out.end(), is_control, ' ');
    return std::string(text::trim(out));
}

std::string on_one_line(std::string value) {
    std::replace_if(
        value.begin(), value.end(), [](char c) { return c == '\n' || c == '\t'; }, ' ');
    return value;
}

/// The whole document at once: no text anywhere may hold what cannot be stored.
void clean_texts(json::Value& value, std::string const& path, std::vector<Repair>& repairs) {
    if (value.is_string()) {
        auto clean = storable(view_of(value));
        if (clean == view_of(value)) return;
        repairs.push_back({path, text::trim(view_of(value)) == clean ? "blanks at the ends removed"
                                                                     : "unprintable characters removed"});
        value = clean;
    } else if (auto* object = value.if_object()) {
        for (auto& entry : *object)
            clean_texts(entry.value(), path.empty() ? std::string(entry.key()) : path + "." + std::string(entry.key()),
                        repairs);
    } else if (auto* array = value.if_array()) {
        for (std::size_t i = 0; i < array->size(); ++i)
            clean_texts((*array)[i], fmt::format("{}[{}]", path, i), repairs);
    }
}

/// Blank and repeated texts of a list; other lists keep their entries.
void thin_out(std::string const& path, json::Array& list, std::vector<Repair>& repairs) {
    std::set<std::string> seen;
    auto const is_superfluous = [&](json::Value const& entry) {
        return entry.is_string() && (entry.get_string().empty() || !seen.insert(text::lower(view_of(entry))).second);
    };
    json::Array kept;
    for (auto const& entry : list)
        if (!is_superfluous(entry)) kept.push_back(entry);
    if (kept.size() == list.size()) return;
    repairs.push_back({path, fmt::format("{} empty or repeated entries removed", list.size() - kept.size())});
    list = std::move(kept);
}

/// A list that must have an exact length is not cut: which entry is the wrong one is not known here. Lists of objects
/// are cut where their weights are known.
void mend_list(std::string const& path, json::Value& value, Bound const& bound, std::vector<Repair>& repairs) {
    auto& list = value.as_array();
    if (bound.low == bound.high || list.empty() || !list[0].is_string()) return;
    thin_out(path, list, repairs);
    auto const most = static_cast<std::size_t>(bound.high);
    if (list.size() <= most) return;
    repairs.push_back({path, fmt::format("cut from {} to {} entries", list.size(), most)});
    list.erase(list.begin() + static_cast<std::ptrdiff_t>(most), list.end());
}

void mend_number(std::string const& path, json::Value& value, Bound const& bound, std::vector<Repair>& repairs) {
    if (!value.is_number()) return;
    auto const number = value.to_number<double>();
    if (!std::isfinite(number)) return;
    auto const clamped = std::clamp(number, bound.low, bound.high);
    if (clamped == number) return;
    repairs.push_back({path, fmt::format("{} moved to {}", number, clamped)});
    if (value.is_double())
        value = clamped;
    else
        value = static_cast<std::int64_t>(clamped);
}

std::string mended_colour(std::string_view value) {
    auto colour = text::lower(value);
    if (!colour.starts_with('#')) colour.insert(0, "#");
    if (colour.size() == 4) colour = fmt::format("#{0}{0}{1}{1}{2}{2}", colour[1], colour[2], colour[3]);
    return colour;
}

std::string upper(std::string_view value) {
    std::string out(value);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    return out;
}

std::string mended_text(std::string_view value, Bound const& bound) {
    auto const limit = static_cast<std::size_t>(bound.high);
    switch (bound.kind) {
        // A name is not cut: half of it is another name.
        case BoundKind::line:
            return on_one_line(std::string(value));
        case BoundKind::text:
            return cut_at_sentence(std::string(value), limit);
        case BoundKind::choice: {
            auto const plain = text::replace_all(text::lower(value), " ", "_");
            return std::find(bound.names.begin(), bound.names.end(), plain) == bound.names.end() ? std::string(value)
                                                                                                 : plain;
        }
        case BoundKind::colour:
            return mended_colour(value);
        case BoundKind::country:
            return upper(value);
        default:
            return std::string(value);
    }
}

void mend_keys(std::string const& path, json::Object& map, Bound const& bound, std::vector<Repair>& repairs) {
    json::Object kept;
    for (auto const& [key, entry] : map) {
        std::string_view const name = key;
        if (std::find(bound.names.begin(), bound.names.end(), name) != bound.names.end())
            kept[key] = entry;
        else
            repairs.push_back({path, fmt::format("'{}' removed: there is no such trait", text::excerpt(name))});
    }
    map = std::move(kept);
}

void mend_bound(std::string const& path, json::Value& value, Bound const& bound, std::vector<Repair>& repairs) {
    if (bound.kind == BoundKind::list) return mend_list(path, value, bound, repairs);
    if (bound.kind == BoundKind::number) return mend_number(path, value, bound, repairs);
    if (bound.kind == BoundKind::keys) return mend_keys(path, value.as_object(), bound, repairs);
    auto mended = mended_text(view_of(value), bound);
    if (mended == view_of(value)) return;
    repairs.push_back({path, bound.kind == BoundKind::text
                                 ? fmt::format("cut to {} characters", text::length(mended))
                                 : fmt::format("'{}' written as '{}'", text::excerpt(view_of(value)), mended)});
    value = mended;
}

/// Unknown countries go: a wrong code says nothing that could be kept.
void mend_territories(std::vector<std::string>& codes, std::vector<Repair>& repairs) {
    std::vector<std::string> kept;
    for (auto const& code : codes) {
        auto const is_code =
            code.size() == 2 && std::all_of(code.begin(), code.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
        if (is_code && std::find(kept.begin(), kept.end(), code) == kept.end())
            kept.push_back(code);
        else
            repairs.push_back(
                {"audience.territories", fmt::format("'{}' removed: {}", text::excerpt(code),
                                                     is_code ? "stands there twice" : "no country code")});
    }
    codes = std::move(kept);
}

std::vector<Weight> merged(std::vector<Weight> const& weights) {
    std::vector<Weight> list;
    for (auto weight : weights) {
        if (!std::isfinite(weight.weight)) weight.weight = 0;
        auto const same =
            std::find_if(list.begin(), list.end(), [&](Weight const& each) { return each.name == weight.name; });
        if (same != list.end())
            same->weight += weight.weight;
        else if (!weight.name.empty())
            list.push_back(std::move(weight));
    }
    return list;
}

double sum_of(std::vector<Weight> const& weights) {
    double sum = 0;
    for (auto const& weight : weights) sum += weight.weight;
    return sum;
}

bool is_in_order(std::vector<Weight> const& weights) {
    return std::is_sorted(weights.begin(), weights.end(),
                          [](Weight const& a, Weight const& b) { return a.weight > b.weight; });
}

/// Merged, the heaviest first, not too many, together 1.
void mend_weights(std::string const& path, std::vector<Weight>& weights, std::vector<Repair>& repairs) {
    auto list = merged(weights);
    auto const bounds = impl::profile_bounds();
    auto const bound = std::find_if(bounds.begin(), bounds.end(), [&](Bound const& each) { return each.path == path; });
    auto const most = static_cast<std::size_t>(bound->high);
    auto const is_whole = list.empty() || std::abs(sum_of(list) - 1) <= 1e-6;
    if (list.size() == weights.size() && list.size() <= most && is_whole && is_in_order(list)) return;
    std::stable_sort(list.begin(), list.end(), [](Weight const& a, Weight const& b) { return a.weight > b.weight; });
    if (list.size() > most) list.resize(most);
    auto const sum = sum_of(list);
    for (auto& weight : list) weight.weight = sum > 0 ? weight.weight / sum : 1.0 / static_cast<double>(list.size());
    repairs.push_back({path, list.size() == weights.size() ? "sorted, and scaled to sum to 1"
                                                           : "merged, sorted, and scaled to sum to 1"});
    weights = std::move(list);
}

void mend_trait(std::string const& path, Trait& trait, std::vector<Repair>& repairs) {
    if (trait.low > trait.high) {
        std::swap(trait.low, trait.high);
        repairs.push_back({path, "low and high exchanged"});
    }
    auto const clamped = std::clamp(trait.value, trait.low, trait.high);
    if (clamped == trait.value) return;
    repairs.push_back({path + ".value", fmt::format("{} moved to {}", trait.value, clamped)});
    trait.value = clamped;
}

void mend_style(Style& style, std::vector<Repair>& repairs) {
    mend_weights("style.genres", style.genres, repairs);
    mend_weights("style.moods", style.moods, repairs);
    mend_weights("style.modes", style.modes, repairs);
    mend_weights("style.instruments", style.instruments, repairs);
    mend_weights("style.lyric_themes", style.lyric_themes, repairs);
    mend_weights("style.visual_families", style.visual_families, repairs);
    mend_trait("style.tempo_low", style.tempo_low, repairs);
    mend_trait("style.tempo_high", style.tempo_high, repairs);
    mend_trait("style.vocal_presence", style.vocal_presence, repairs);
    for (auto& [name, trait] : style.production) mend_trait("style.production." + name, trait, repairs);
    for (auto& [name, trait] : style.visual) mend_trait("style.visual." + name, trait, repairs);
    for (auto& [name, trait] : style.posting) mend_trait("style.posting." + name, trait, repairs);
    if (style.tempo_low.value > style.tempo_high.value) {
        std::swap(style.tempo_low, style.tempo_high);
        repairs.push_back({"style.tempo_low", "exchanged with tempo_high"});
    }
}

template <class Number>
void put_in_order(std::string const& path, Number& low, Number& high, std::vector<Repair>& repairs) {
    if (low <= high) return;
    std::swap(low, high);
    repairs.push_back({path, "low and high exchanged"});
}

/// Relative luminance, ITU-R BT.709 on the encoded values: enough to tell dark from light.
double luminance(std::string const& colour) {
    auto const channel = [&](std::size_t at) { return std::stoi(colour.substr(at, 2), nullptr, 16); };
    return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

void mend_palette(std::vector<std::string>& palette, std::vector<Repair>& repairs) {
    auto const is_colour = [](std::string const& each) {
        return each.size() == 7 && each.find_first_not_of("0123456789abcdef", 1) == std::string::npos;
    };
    if (palette.size() != 5 || !std::all_of(palette.begin(), palette.end(), is_colour)) return;
    auto const by_light = [](std::string const& a, std::string const& b) { return luminance(a) < luminance(b); };
    if (std::is_sorted(palette.begin(), palette.end() - 1, by_light)) return;
    std::stable_sort(palette.begin(), palette.end() - 1, by_light);
    repairs.push_back({"core.palette", "ordered from dark to light"});
}

std::string unused_id(std::set<std::string> const& ids, std::string const& wanted) {
    for (int number = 2;; ++number)
        if (auto id = fmt::format("{}.{}", wanted, number); !ids.contains(id)) return id;
}

void mend_facts(std::vector<Fact>& facts, std::vector<Repair>& repairs) {
    auto const before = facts.size();
    std::erase_if(facts, [](Fact const& fact) { return fact.text.empty(); });
    if (facts.size() < before)
        repairs.push_back({"story.facts", fmt::format("{} without text removed", before - facts.size())});
    std::set<std::string> ids;
    for (std::size_t i = 0; i < facts.size(); ++i) {
        auto& id = facts[i].id;
        if (!id.empty() && ids.insert(id).second) continue;
        auto const wanted = id.empty() ? (facts[i].kind.empty() ? std::string("fact") : facts[i].kind) : id;
        id = id.empty() && !ids.contains(wanted) ? wanted : unused_id(ids, wanted);
        ids.insert(id);
        repairs.push_back({fmt::format("story.facts[{}].id", i), fmt::format("now '{}'", id)});
    }
}

}  // namespace

std::string cut_at_sentence(std::string const& text, std::size_t limit) {
    auto const letters = text::decode(text);
    if (letters.size() <= limit) return text;
    auto const is_end = [&](std::size_t at) {
        return (letters[at] == U'.' || letters[at] == U'!' || letters[at] == U'?') &&
               (letters[at + 1] == U' ' || letters[at + 1] == U'\n');
    };
    for (auto end = limit; end-- > 0;)
        if (is_end(end)) return text::encode(letters.substr(0, end + 1));
    auto kept = letters.substr(0, limit == 0 ? 0 : limit - 1);
    if (auto const space = kept.find_last_of(U" \n"); space != std::u32string::npos && space > 0) kept.resize(space);
    return text::encode(kept) + "…";
}

std::vector<Repair> repair(Profile& profile) {
    std::vector<Repair> repairs;
    auto document = json::to_value(profile);
    clean_texts(document, "", repairs);
    for (auto const& bound : impl::profile_bounds())
        impl::for_each_at(document, bound,
                          [&](auto const& path, json::Value& value) { mend_bound(path, value, bound, repairs); });
    // Nothing but a number that is not finite could be unreadable here, and then the profile stays what it is.
    if (auto read = json::from_value<Profile>(document)) profile = std::move(*read);
    mend_style(profile.style, repairs);
    mend_weights("behaviour.platforms", profile.behaviour.platforms, repairs);
    mend_territories(profile.audience.territories, repairs);
    mend_palette(profile.core.palette, repairs);
    mend_facts(profile.story.facts, repairs);
    put_in_order("core.voice.words_low", profile.core.voice.words_low, profile.core.voice.words_high, repairs);
    put_in_order("audience.age_low", profile.audience.age_low, profile.audience.age_high, repairs);
    return repairs;
}

}  // namespace troupe::artist
