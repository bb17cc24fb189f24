#pragma once

#include <boost/describe.hpp>
#include <boost/mp11.hpp>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/json.hpp"
#include "base/result.hpp"

/// Changes of single fields, as people type them:
///
///     style.tempo_low.value=92              a number, as JSON
///     positioning.tagline=Night work        text, as it stands
///     core.values=["a", "b"]                a whole list
///     style.moods[+]={"name":"dusk"}        one entry more at the end; style.moods[+].name=dusk says the same
///     core.motifs[-1]=                      nothing: the entry goes; [0] is the first, [-1] the last
///     settings.llm_assignments.lyrics=x     an entry of a map, new or known; with nothing it goes
///     story.facts[2].year=                  a field that may be absent is
namespace troupe::flow {

struct FieldChange {
    std::string path;
    std::string value;
};

/// Reads "FIELD=VALUE". Error: invalid_input.
[[nodiscard]] Result<FieldChange> parse_field_change(std::string const& text);

namespace impl {

/// One step of a path: the name of a field, or an entry of a list.
struct Step {
    enum class Kind { field, entry, append };
    Kind kind = Kind::field;
    std::string name;
    int index = 0;  ///< of an entry; negative from the end
};
[[nodiscard]] Result<std::vector<Step>> parse_path(std::string const& path);

/// How far a change has come on its way.
struct Place {
    std::string const& path;  ///< all of it, for messages
    std::span<Step const> rest;

    [[nodiscard]] bool is_end() const { return rest.empty(); }
    [[nodiscard]] Step const& step() const { return rest.front(); }
    [[nodiscard]] Place next() const { return {path, rest.subspan(1)}; }
};

/// "no such field", with the name that was probably meant, or all there are.
[[nodiscard]] tl::unexpected<Error> no_field(Place const& place, std::vector<std::string> const& known);
[[nodiscard]] tl::unexpected<Error> not_a_list(Place const& place);
/// Where the entry stands. Errors: invalid_input (a field's name, or out of range).
[[nodiscard]] Result<std::size_t> entry_of(Place const& place, std::size_t size);
/// Text stands for itself where a text is wanted, for JSON elsewhere.
[[nodiscard]] json::Value read_value(std::string const& text, bool wants_text);

template <class T>
inline constexpr bool is_list = false;
template <class T>
inline constexpr bool is_list<std::vector<T>> = true;
template <class T>
inline constexpr bool is_map = false;
template <class T>
inline constexpr bool is_map<std::map<std::string, T>> = true;
template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

template <class T>
[[nodiscard]] Result<void> change(T& item, Place const& place, std::string const& value);

template <class T>
[[nodiscard]] Result<void> change_list(std::vector<T>& list, Place const& place, std::string const& value) {
    if (place.step().kind == Step::Kind::append) {
        T entry{};
        TRY(change(entry, place.next(), value));
        list.push_back(std::move(entry));
        return {};
    }
    auto const index = TRY(entry_of(place, list.size()));
    if (!place.next().is_end() || !value.empty()) return change(list[index], place.next(), value);
    list.erase(list.begin() + static_cast<std::ptrdiff_t>(index));
    return {};
}

template <class T>
[[nodiscard]] Result<void> change_map(std::map<std::string, T>& map, Place const& place, std::string const& value) {
    std::vector<std::string> known;
    for (auto const& [name, entry] : map) known.push_back(name);
    if (place.step().kind != Step::Kind::field) return not_a_list(place);
    auto const& name = place.step().name;
    if (!place.next().is_end() || !value.empty()) return change(map[name], place.next(), value);
    return map.erase(name) == 1 ? Result<void>() : no_field(place, known);
}

template <class T>
[[nodiscard]] Result<void> change_struct(T& item, Place const& place, std::string const& value) {
    if (place.step().kind != Step::Kind::field) return not_a_list(place);
    using Members = boost::describe::describe_members<T, boost::describe::mod_public | boost::describe::mod_inherited>;
    std::optional<Result<void>> changed;
    std::vector<std::string> known;
    boost::mp11::mp_for_each<Members>([&](auto member) {
        known.emplace_back(member.name);
        if (place.step().name == member.name) changed = change(item.*member.pointer, place.next(), value);
    });
    return changed ? *changed : no_field(place, known);
}

template <class T>
Result<void> change(T& item, Place const& place, std::string const& value) {
    if constexpr (is_optional<T>) {
        if (place.is_end() && value.empty()) {
            item.reset();
            return {};
        }
        auto inner = item.value_or(typename T::value_type{});
        TRY(change(inner, place, value));
        item = std::move(inner);
        return {};
    } else {
        if (place.is_end()) {
            item = TRY(json::from_value<T>(read_value(value, std::is_same_v<T, std::string>), json::Unknown::refuse, place.path));
            return {};
        }
        if constexpr (is_list<T>) return change_list(item, place, value);
        else if constexpr (is_map<T>) return change_map(item, place, value);
        else if constexpr (std::is_class_v<T> && boost::describe::has_describe_members<T>::value) return change_struct(item, place, value);
        else return no_field(place, {});
    }
}

}  // namespace impl

/// The document with all the changes, in their order; it is not validated beyond its types. Errors: invalid_input, naming
/// the field: there is no such one (and which was probably meant), or the value is of another type.
template <class T>
[[nodiscard]] Result<T> with_changes(T document, std::vector<FieldChange> const& changes) {
    for (auto const& each : changes) {
        auto const steps = TRY(impl::parse_path(each.path));
        TRY(impl::change(document, impl::Place{each.path, steps}, each.value));
    }
    return document;
}

}  // namespace troupe::flow
