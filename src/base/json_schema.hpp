#pragma once

#include "base/json.hpp"

/// JSON Schema (draft 2020-12) of our types, from the same list of fields that reads and writes them: what the schema
/// accepts `from_value` reads, and the other way round.
///
///     auto const schema = json::schema_of<Profile>();                                            // to publish
///     auto const form   = json::schema_of<Draft>(json::Strictness::all_required,                 // for a language
///     model
///                                                {{"songs[].title", "At most five words."}});
///
/// Unknown fields are refused (`additionalProperties: false`), enums are their names, an optional is a union with null,
/// a map is an object of any keys, ids and times are strings with a format. A type must not hold itself.
namespace troupe::json {

enum class Strictness {
    published,     ///< an absent field keeps its default, which the schema tells; carries `$schema`
    all_required,  ///< every field must be there, as the structured output of language models demands; no defaults
};

/// Field path to text for people and models: "core.name", "style.genres[].weight", "style.production.*.value" ("" is
/// the whole). A path that is no field is a bug (asserted).
using Descriptions = std::map<std::string, std::string>;

/// The part of a schema that stands for a field, in which bounds may be set; null when there is no such field. Paths as
/// in `Descriptions`; for an optional it is the part that is not null.
[[nodiscard]] Object* schema_at(Value& schema, std::string_view path);
[[nodiscard]] Object const* schema_at(Value const& schema, std::string_view path);

/// The type that a part of a schema asks for, null aside: "integer"; empty where it takes any.
[[nodiscard]] std::string type_of_schema(Object const& part);

namespace impl {

[[nodiscard]] Value text_schema(char const* format = nullptr);
[[nodiscard]] Value list_schema(Value items);
[[nodiscard]] Value map_schema(Value entries);
[[nodiscard]] Value or_null(Value schema);
[[nodiscard]] Value integer_schema(std::int64_t low, std::uint64_t high);
/// Closes an object: which properties are required, and nothing else is allowed.
[[nodiscard]] Value object_schema(Object properties, Strictness strictness);
/// Puts `$schema` in front and the descriptions in.
[[nodiscard]] Value finish_schema(Value schema, Strictness strictness, Descriptions const& descriptions);

template <class E>
Value enum_schema() {
    Array names;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>(
        [&](auto each) { names.push_back(Value(each.name)); });
    return Object{{"type", "string"}, {"enum", std::move(names)}};
}

template <class T>
Value schema_part(Strictness strictness);

/// Structs of our own tell their defaults themselves, field by field; lists and maps begin empty.
template <class T>
inline constexpr bool has_plain_default =
    !is_optional<T> && !is_vector<T> && !is_map<T> && !is_id<T> && !std::is_same_v<T, Value> &&
    (!boost::describe::has_describe_members<T>::value || std::is_enum_v<T>);

template <class T>
Value struct_schema(Strictness strictness) {
    Object properties;
    T const defaults{};
    boost::mp11::mp_for_each<Members<T>>([&](auto each) {
        auto const& member = defaults.*each.pointer;
        using Member = std::remove_cvref_t<decltype(member)>;
        auto part = schema_part<Member>(strictness);
        if constexpr (has_plain_default<Member>)
            if (strictness == Strictness::published) part.as_object()["default"] = to_value(member);
        properties[each.name] = std::move(part);
    });
    return object_schema(std::move(properties), strictness);
}

template <class T>
Value schema_part(Strictness strictness) {
    if constexpr (std::is_same_v<T, Value>)
        return Object{};
    else if constexpr (std::is_same_v<T, bool>)
        return Object{{"type", "boolean"}};
    else if constexpr (std::is_floating_point_v<T> || std::is_same_v<T, Seconds> || is_quantity<T>)
        return Object{{"type", "number"}};
    else if constexpr (std::is_enum_v<T>)
        return enum_schema<T>();
    else if constexpr (std::is_integral_v<T>)
        return integer_schema(static_cast<std::int64_t>(std::numeric_limits<T>::min()),
                              static_cast<std::uint64_t>(std::numeric_limits<T>::max()));
    else if constexpr (std::is_same_v<T, TimePoint>)
        return text_schema("date-time");
    else if constexpr (std::is_same_v<T, Date>)
        return text_schema("date");
    else if constexpr (is_id<T>)
        return text_schema("uuid");
    else if constexpr (std::is_convertible_v<T, std::string_view>)
        return text_schema();
    else if constexpr (is_optional<T>)
        return or_null(schema_part<typename T::value_type>(strictness));
    else if constexpr (is_vector<T>)
        return list_schema(schema_part<typename T::value_type>(strictness));
    else if constexpr (is_map<T>)
        return map_schema(schema_part<typename T::mapped_type>(strictness));
    else
        return struct_schema<T>(strictness);
}

}  // namespace impl

template <class T>
[[nodiscard]] Value schema_of(Strictness strictness = Strictness::published, Descriptions const& descriptions = {}) {
    return impl::finish_schema(impl::schema_part<T>(strictness), strictness, descriptions);
}

}  // namespace troupe::json
