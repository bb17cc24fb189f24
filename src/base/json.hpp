#pragma once

#include <boost/describe.hpp>
#include <boost/json/value.hpp>
#include <boost/mp11.hpp>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/id.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "base/units.hpp"

/// JSON of our types: the fields are listed once, by BOOST_DESCRIBE_STRUCT, and this reads and writes them.
///
///     auto profile = json::parse<Profile>(text);          // Result<Profile>
///     auto text    = json::print(profile);                // one line; json::pretty for people
///
/// Absent fields keep their defaults; unknown fields and wrong types are errors that name their path
/// ("style.genres[1]: expected a string"). Fields come out in the order of the type: the same value, the same bytes.
/// An empty optional is left out.
namespace troupe::json {

using Value = boost::json::value;
using Object = boost::json::object;
using Array = boost::json::array;

enum class Unknown { refuse, ignore };

/// Reads text. Errors: invalid_input with line and column.
[[nodiscard]] Result<Value> parse_value(std::string_view text);
[[nodiscard]] std::string print(Value const& value);   ///< one line, numbers in their shortest form
[[nodiscard]] std::string pretty(Value const& value);  ///< indented by two, a newline at the end

namespace impl {

void write_value(Value const& value, std::string& out);
void write_text(std::string_view text, std::string& out);  ///< in quotes
void write_number(double value, std::string& out);         ///< the shortest that reads back as the same number
void write_whole(std::int64_t value, std::string& out);
void write_unsigned(std::uint64_t value, std::string& out);
[[nodiscard]] tl::unexpected<Error> wrong(std::string const& path, std::string_view expected);
[[nodiscard]] std::string member_path(std::string const& path, std::string_view name);
[[nodiscard]] std::string element_path(std::string const& path, std::size_t index);
[[nodiscard]] Result<double> read_number(Value const& value, std::string const& path);
[[nodiscard]] Result<std::int64_t> read_integer(Value const& value, std::string const& path, std::int64_t low,
                                                std::int64_t high);
[[nodiscard]] Result<std::uint64_t> read_unsigned(Value const& value, std::string const& path, std::uint64_t high);

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;
template <class T>
inline constexpr bool is_vector = false;
template <class T>
inline constexpr bool is_vector<std::vector<T>> = true;
template <class T>
inline constexpr bool is_map = false;
template <class T>
inline constexpr bool is_map<std::map<std::string, T>> = true;
template <class T>
inline constexpr bool is_quantity = false;
template <class Tag>
inline constexpr bool is_quantity<Quantity<Tag>> = true;
template <class T>
inline constexpr bool is_id = false;
template <class Tag>
inline constexpr bool is_id<Id<Tag>> = true;

template <class T>
using Members = boost::describe::describe_members<T, boost::describe::mod_public | boost::describe::mod_inherited>;

}  // namespace impl

template <class T>
[[nodiscard]] Value to_value(T const& item);
template <class T>
[[nodiscard]] Result<T> from_value(Value const& value, Unknown unknown = Unknown::refuse, std::string const& path = "");

template <class E>
[[nodiscard]] std::string enum_name(E item) {
    char const* name = boost::describe::enum_to_string(item, "");
    return name;
}

/// The enumerator of that name. Error: invalid_input, with the names that exist.
template <class E>
[[nodiscard]] Result<E> enum_from(std::string_view name, std::string const& path = "") {
    std::string names;
    std::optional<E> found;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto described) {
        if (name == described.name) found = described.value;
        names += names.empty() ? described.name : std::string(", ") + described.name;
    });
    if (found) return *found;
    return impl::wrong(path, "expected one of " + names);
}

namespace impl {

template <class T>
Value write_struct(T const& item) {
    Object object;
    boost::mp11::mp_for_each<Members<T>>([&](auto described) {
        auto const& member = item.*described.pointer;
        if constexpr (is_optional<std::remove_cvref_t<decltype(member)>>) {
            if (member) object[described.name] = to_value(*member);
        } else {
            object[described.name] = to_value(member);
        }
    });
    return object;
}

template <class T>
Result<void> read_member(Object const& object, char const* name, T& member, Unknown unknown, std::string const& path) {
    auto const* value = object.if_contains(name);
    if (value == nullptr) return {};
    if constexpr (is_optional<T>) {
        if (value->is_null()) return {};
        member = TRY(from_value<typename T::value_type>(*value, unknown, member_path(path, name)));
    } else {
        member = TRY(from_value<T>(*value, unknown, member_path(path, name)));
    }
    return {};
}

template <class T>
Result<T> read_struct(Value const& value, Unknown unknown, std::string const& path) {
    auto const* object = value.if_object();
    if (object == nullptr) return wrong(path, "expected an object");
    T item;
    Result<void> state;
    std::size_t known = 0;
    boost::mp11::mp_for_each<Members<T>>([&](auto described) {
        if (object->contains(described.name)) ++known;
        if (state) state = read_member(*object, described.name, item.*described.pointer, unknown, path);
    });
    if (!state) return tl::unexpected(state.error());
    if (unknown == Unknown::ignore || known == object->size()) return item;
    for (auto const& member : *object) {
        auto const key = member.key();  // clang 14 captures no structured binding
        bool listed = false;
        boost::mp11::mp_for_each<Members<T>>([&](auto described) { listed = listed || key == described.name; });
        if (!listed) return wrong(member_path(path, key), "unknown field, remove it or check its spelling");
    }
    return item;
}

template <class T>
Result<T> read_vector(Value const& value, Unknown unknown, std::string const& path) {
    auto const* array = value.if_array();
    if (array == nullptr) return wrong(path, "expected a list");
    T items;
    items.reserve(array->size());
    for (std::size_t i = 0; i < array->size(); ++i)
        items.push_back(TRY(from_value<typename T::value_type>((*array)[i], unknown, element_path(path, i))));
    return items;
}

template <class T>
Result<T> read_map(Value const& value, Unknown unknown, std::string const& path) {
    auto const* object = value.if_object();
    if (object == nullptr) return wrong(path, "expected an object");
    T items;
    for (auto const& [key, entry] : *object)
        items[std::string(key)] = TRY(from_value<typename T::mapped_type>(entry, unknown, member_path(path, key)));
    return items;
}

template <class T>
Result<T> read_text(Value const& value, std::string const& path) {
    auto const* text = value.if_string();
    if (text == nullptr) return wrong(path, "expected a string");
    if constexpr (std::is_same_v<T, std::string>) return std::string(*text);
    std::string_view const view(text->data(), text->size());
    auto item = [&] {
        if constexpr (std::is_same_v<T, TimePoint>) return parse_time(view);
        else if constexpr (std::is_same_v<T, Date>) return parse_date(view);
        else if constexpr (is_id<T>) {
            auto bytes = troupe::impl::parse_uuid(view);
            return bytes ? Result<T>(T{*bytes}) : Result<T>(tl::unexpected(bytes.error()));
        } else if constexpr (std::is_enum_v<T>) return enum_from<T>(view);
        else return Result<T>(T(view));
    }();
    if (!item && !path.empty()) return wrong(path, item.error().message);
    return item;
}

}  // namespace impl

template <class T>
Value to_value(T const& item) {
    if constexpr (std::is_same_v<T, Value>) return item;
    else if constexpr (std::is_same_v<T, bool> || std::is_same_v<T, double>) return Value(item);
    else if constexpr (std::is_floating_point_v<T>) return Value(static_cast<double>(item));
    else if constexpr (std::is_enum_v<T>) return Value(enum_name(item));
    else if constexpr (std::is_signed_v<T>) return Value(static_cast<std::int64_t>(item));
    else if constexpr (std::is_unsigned_v<T>) return Value(static_cast<std::uint64_t>(item));
    else if constexpr (std::is_convertible_v<T, std::string_view>) return Value(std::string_view(item));
    else if constexpr (std::is_same_v<T, TimePoint>) return Value(format_time(item));
    else if constexpr (std::is_same_v<T, Date>) return Value(format_date(item));
    else if constexpr (std::is_same_v<T, Seconds>) return Value(item.count());
    else if constexpr (impl::is_quantity<T>) return Value(item.value);
    else if constexpr (impl::is_id<T>) return Value(to_string(item));
    else if constexpr (impl::is_optional<T>) return item ? to_value(*item) : Value(nullptr);
    else if constexpr (impl::is_vector<T>) {
        Array array;
        for (auto const& entry : item) array.push_back(to_value<typename T::value_type>(entry));
        return array;
    } else if constexpr (impl::is_map<T>) {
        Object object;
        for (auto const& [key, entry] : item) object[key] = to_value(entry);
        return object;
    } else return impl::write_struct(item);
}

template <class T>
Result<T> from_value(Value const& value, Unknown unknown, std::string const& path) {
    if constexpr (std::is_same_v<T, Value>) return value;
    else if constexpr (std::is_same_v<T, bool>) {
        if (auto const* flag = value.if_bool()) return *flag;
        return impl::wrong(path, "expected true or false");
    } else if constexpr (std::is_floating_point_v<T>) return static_cast<T>(TRY(impl::read_number(value, path)));
    else if constexpr (std::is_integral_v<T> && std::is_signed_v<T>)
        return static_cast<T>(TRY(impl::read_integer(value, path, std::numeric_limits<T>::min(), std::numeric_limits<T>::max())));
    else if constexpr (std::is_integral_v<T>)
        return static_cast<T>(TRY(impl::read_unsigned(value, path, std::numeric_limits<T>::max())));
    else if constexpr (std::is_same_v<T, Seconds>) return Seconds(TRY(impl::read_number(value, path)));
    else if constexpr (impl::is_quantity<T>) return T{TRY(impl::read_number(value, path))};
    else if constexpr (impl::is_vector<T>) return impl::read_vector<T>(value, unknown, path);
    else if constexpr (impl::is_map<T>) return impl::read_map<T>(value, unknown, path);
    else if constexpr (impl::is_optional<T>) {
        if (value.is_null()) return T{};
        return T(TRY(from_value<typename T::value_type>(value, unknown, path)));
    } else if constexpr (std::is_enum_v<T> || std::is_same_v<T, std::string> || std::is_same_v<T, TimePoint> ||
                         std::is_same_v<T, Date> || impl::is_id<T>)
        return impl::read_text<T>(value, path);
    else return impl::read_struct<T>(value, unknown, path);
}

namespace impl {

template <class T>
void write_item(T const& item, std::string& out);

template <class T>
void write_members(T const& item, std::string& out) {
    out += '{';
    auto const begin = out.size();
    boost::mp11::mp_for_each<Members<T>>([&](auto described) {
        auto const& member = item.*described.pointer;
        if constexpr (is_optional<std::remove_cvref_t<decltype(member)>>) {
            if (!member) return;
        }
        if (out.size() > begin) out += ',';
        ((out += '"') += described.name) += "\":";
        write_item(member, out);
    });
    out += '}';
}

template <class T>
void write_vector(T const& items, std::string& out) {
    out += '[';
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (i > 0) out += ',';
        write_item<typename T::value_type>(items[i], out);
    }
    out += ']';
}

template <class T>
void write_map(T const& items, std::string& out) {
    out += '{';
    for (auto it = items.begin(); it != items.end(); ++it) {
        if (it != items.begin()) out += ',';
        write_text(it->first, out);
        out += ':';
        write_item(it->second, out);
    }
    out += '}';
}

/// As `write_value` of its `to_value`, which would take ten times the memory requests.
template <class T>
void write_item(T const& item, std::string& out) {
    if constexpr (is_optional<T>) return item ? write_item(*item, out) : write_value(nullptr, out);
    else if constexpr (is_vector<T>) return write_vector(item, out);
    else if constexpr (is_map<T>) return write_map(item, out);
    else if constexpr (std::is_convertible_v<T, std::string_view>) return write_text(item, out);
    else if constexpr (std::is_enum_v<T>) return write_text(enum_name(item), out);
    else if constexpr (std::is_same_v<T, bool>) out += item ? "true" : "false";
    else if constexpr (std::is_floating_point_v<T>) return write_number(static_cast<double>(item), out);
    else if constexpr (std::is_integral_v<T> && std::is_signed_v<T>) return write_whole(item, out);
    else if constexpr (std::is_integral_v<T>) return write_unsigned(item, out);
    else if constexpr (is_quantity<T>) return write_number(item.value, out);
    else if constexpr (is_id<T>) return write_text(to_string(item), out);
    else if constexpr (std::is_same_v<T, TimePoint>) return write_text(format_time(item), out);
    else if constexpr (std::is_same_v<T, Date>) return write_text(format_date(item), out);
    else if constexpr (boost::describe::has_describe_members<T>::value) return write_members(item, out);
    else return write_value(to_value(item), out);
}

}  // namespace impl

template <class T>
[[nodiscard]] std::string print(T const& item) {
    std::string text;
    impl::write_item(item, text);
    return text;
}
template <class T>
[[nodiscard]] std::string pretty(T const& item) {
    return pretty(to_value(item));
}
template <class T>
[[nodiscard]] Result<T> parse(std::string_view text, Unknown unknown = Unknown::refuse) {
    return from_value<T>(TRY(parse_value(text)), unknown);
}

}  // namespace troupe::json
