#include "artist/document.hpp"
#include "artist/impl/envelope.hpp"

namespace troupe::artist {
namespace {

json::Object without_version(Document const& document) {
    json::Object object{{"id", to_string(document.id)},
                        {"name", document.name()},
                        {"state", json::enum_name(document.state)},
                        {"core_locked", document.core_locked},
                        {"core_hash", document.core_hash},
                        {"seed", document.seed}};
    auto const profile = json::to_value(document.profile);
    for (auto const& [key, value] : profile.get_object()) object[key] = value;
    return object;
}

/// Splits one object into the part around the profile and the profile.
std::pair<json::Object, json::Object> split(json::Object const& whole) {
    std::pair<json::Object, json::Object> parts;
    json::Value const names = json::to_value(impl::Envelope{.name = ""});
    for (auto const& [key, value] : whole)
        (names.get_object().contains(key) ? parts.first : parts.second)[key] = value;
    return parts;
}

}  // namespace

std::string print_without_version(Document const& document) { return json::print(json::Value(without_version(document))); }

}  // namespace troupe::artist

namespace troupe::json {

using artist::Document;

template <>
Value to_value(Document const& document) {
    auto object = artist::without_version(document);
    object["version"] = to_value(document.version);
    return object;
}

template <>
Result<Document> from_value(Value const& value, Unknown unknown, std::string const& path) {
    auto const* object = value.if_object();
    if (object == nullptr) return impl::wrong(path, "expected an object");
    if (!object->contains("id")) return impl::wrong(impl::member_path(path, "id"), "is missing");
    auto const [outer, inner] = artist::split(*object);
    auto const envelope = TRY(from_value<artist::impl::Envelope>(outer, unknown, path));
    auto profile = TRY(from_value<artist::Profile>(inner, unknown, path));
    if (envelope.name && *envelope.name != profile.core.name)
        return impl::wrong(impl::member_path(path, "name"), "differs from core.name, of which it is a copy");
    return Document{.id = envelope.id, .state = envelope.state, .core_locked = envelope.core_locked,
                    .core_hash = envelope.core_hash, .seed = envelope.seed, .profile = std::move(profile),
                    .version = envelope.version};
}

}  // namespace troupe::json
