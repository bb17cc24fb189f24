#include "artist/version.hpp"

#include <algorithm>

#include "artist/impl/json_diff.hpp"

namespace troupe::artist {
namespace impl {
namespace {

std::string element(std::string const& path, std::size_t index) { return path + "[" + std::to_string(index) + "]"; }
std::string member(std::string const& path, std::string_view name) {
    return path.empty() ? std::string(name) : path + "." + std::string(name);
}

json::Value const* name_of(json::Value const& entry) {
    auto const* object = entry.if_object();
    return object == nullptr ? nullptr : object->if_contains("name");
}

/// True for two lists that name the same things in the same order, as weights do.
bool same_entries(json::Array const& before, json::Array const& after) {
    return std::equal(before.begin(), before.end(), after.begin(), after.end(), [](auto const& a, auto const& b) {
        auto const* name = name_of(a);
        auto const* other = name_of(b);
        return name != nullptr && other != nullptr && *name == *other;
    });
}

void compare_objects(json::Object const& before, json::Object const& after, std::string const& path, std::vector<Change>& changes) {
    for (auto const& [key, value] : before) {
        auto const* other = after.if_contains(key);
        compare(value, other == nullptr ? json::Value() : *other, member(path, key), changes);
    }
    for (auto const& [key, value] : after)
        if (!before.contains(key)) compare(json::Value(), value, member(path, key), changes);
}

}  // namespace

void compare(json::Value const& before, json::Value const& after, std::string const& path, std::vector<Change>& changes) {
    if (json::print(before) == json::print(after)) return;
    if (before.is_object() && after.is_object())
        return compare_objects(before.get_object(), after.get_object(), path, changes);
    if (before.is_array() && after.is_array() && same_entries(before.get_array(), after.get_array())) {
        for (std::size_t i = 0; i < before.get_array().size(); ++i)
            compare(before.get_array()[i], after.get_array()[i], element(path, i), changes);
        return;
    }
    changes.push_back({path, before, after});
}

}  // namespace impl

std::vector<Change> diff(Profile const& before, Profile const& after) {
    std::vector<Change> changes;
    impl::compare(json::to_value(before), json::to_value(after), "", changes);
    return changes;
}

}  // namespace troupe::artist
