#include "providers/telegram/telegram_channel.hpp"

#include <fmt/format.h>

#include "base/files.hpp"
#include "providers/impl/address.hpp"
#include "providers/impl/foreign_json.hpp"

namespace troupe::providers::telegram {
namespace {

using impl::member;

json::Array entities_of(social::RenderedPost const& post) {
    json::Array entities;
    for (auto const& span : post.spans)
        entities.push_back(json::Object{{"type", span.kind == social::SpanKind::link ? "url" : "hashtag"}, {"offset", span.unit_start},
                                        {"length", span.unit_end - span.unit_start}});
    return entities;
}

Bot::Body send_text(Bot const& bot, social::RenderedPost const& post, std::stop_token const& stop) {
    json::Object body{{"chat_id", bot.settings().channel}, {"text", post.text}};
    if (!post.spans.empty()) body["entities"] = entities_of(post);
    return bot.call("sendMessage", body, impl::Repeat::never, Seconds(30), stop);
}

Bot::Body send_media(Bot const& bot, social::RenderedPost const& post, std::stop_token const& stop) {
    auto const& media = post.media.front();
    auto const bytes = read_file(media.file);
    if (!bytes) return impl::not_sent(bytes.error());
    impl::Multipart form;
    form.field("chat_id", bot.settings().channel);
    form.field("caption", post.text);
    if (!post.spans.empty()) form.field("caption_entities", json::print(json::Value(entities_of(post))));
    auto const seconds = static_cast<int>(media.seconds.count() + 0.5);
    if (media.kind == social::MediaKind::video) {
        form.field("supports_streaming", "true");
        if (media.width_px > 0) form.field("width", std::to_string(media.width_px));
        if (media.height_px > 0) form.field("height", std::to_string(media.height_px));
    }
    if (media.kind == social::MediaKind::sound) {
        form.field("performer", post.artist);
        form.field("title", media.name);
    }
    if (media.kind != social::MediaKind::picture && seconds > 0) form.field("duration", std::to_string(seconds));
    auto const* what = media.kind == social::MediaKind::picture ? "photo" : media.kind == social::MediaKind::video ? "video" : "audio";
    auto const* method = media.kind == social::MediaKind::picture ? "sendPhoto" : media.kind == social::MediaKind::video ? "sendVideo" : "sendAudio";
    form.file(what, media.name, media.media_type, *bytes);
    return bot.call(method, form, stop);
}

}  // namespace

social::ChannelTraits TelegramChannel::traits() const {
    return {.id = "telegram", .platforms = {"telegram"}, .repeats_for = Seconds(0), .can_find = false};
}

social::Published TelegramChannel::publish(social::RenderedPost const& post, social::Attempt const&, std::stop_token stop) {
    auto const message = post.media.empty() ? send_text(bot_, post, stop) : send_media(bot_, post, stop);
    if (!message) return tl::unexpected(message.error());
    auto const id = impl::count(member(&*message, "message_id"));
    if (!id)
        return tl::unexpected(social::PublishError{{ErrorCode::bad_response, "telegram: answered without the message's number: look in the channel"}, true, {}});
    auto const name = impl::text(member(member(&*message, "chat"), "username"));
    return social::Receipt{std::to_string(*id), impl::is_plain_id(name) ? fmt::format("https://t.me/{}/{}", name, *id) : "", bot_.now()};
}

}  // namespace troupe::providers::telegram
