#include "distribution/ern.hpp"

#include <algorithm>
#include <pugixml.hpp>

#include "distribution/impl/dialects.hpp"
#include "distribution/impl/message.hpp"
#include "distribution/impl/message_input.hpp"

namespace troupe::distribution {
namespace {

class StringWriter final : public pugi::xml_writer {
public:
    void write(void const* data, std::size_t size) override { text.append(static_cast<char const*>(data), size); }
    std::string text;
};

std::string print(pugi::xml_document const& document) {
    StringWriter out;
    document.save(out, "  ", pugi::format_indent, pugi::encoding_utf8);
    return std::move(out.text);
}

}  // namespace

Result<std::string> write_message(Release const& release, MessageSettings const& settings,
                                  DeliveredFiles const& files) {
    TRY(impl::check_message_input(release, settings, files));
    bool const is_purge = settings.kind == MessageKind::purge;
    auto const message = impl::describe(
        release, settings, is_purge ? DeliveredFiles{std::vector<DeliveredFile>(release.tracks.size()), {}} : files);
    pugi::xml_document document;
    auto declaration = document.append_child(pugi::node_declaration);
    declaration.append_attribute("version").set_value("1.0");
    declaration.append_attribute("encoding").set_value("UTF-8");
    if (settings.version == ErnVersion::ern_382)
        impl::write_ern_382(document, message);
    else
        impl::write_ern_4(document, message);
    return print(document);
}

MessageSettings next_message(Release const& release, MessageSettings settings, MessageKind kind) {
    settings.kind = kind;
    if (auto const* thread = find_thread(release, settings.recipient.dpid)) settings.thread_id = thread->id;
    return settings;
}

Release with_message(Release release, MessageSettings const& settings) {
    auto thread = std::find_if(release.threads.begin(), release.threads.end(),
                               [&](auto const& t) { return t.recipient == settings.recipient.dpid; });
    if (thread == release.threads.end())
        thread = release.threads.insert(release.threads.end(),
                                        MessageThread{settings.thread_id, settings.recipient.dpid, {}});
    thread->messages.push_back({settings.message_id, settings.kind, settings.created});
    return release;
}

}  // namespace troupe::distribution
