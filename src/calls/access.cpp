#include "access/key.hpp"

#include "access/audit.hpp"
#include "access/webhook.hpp"
#include "access/webhook_sender.hpp"
#include "calls/catalogue.hpp"
#include "calls/page.hpp"

/// Keys, the audit log and webhooks: what admins look after.
namespace troupe::calls {
namespace {

using access::Role;

struct Keys {
    std::vector<access::ApiKey> keys;
};
BOOST_DESCRIBE_STRUCT(Keys, (), (keys))
Result<Keys> list_keys(Context& context, Nothing const&) { return Keys{TRY(context.desk.keys.list())}; }

struct Issued {
    access::ApiKey key;
    std::string secret;
};
BOOST_DESCRIBE_STRUCT(Issued, (), (key, secret))
Result<Issued> issue(Context& context, access::NewKey const& input) {
    auto const issued = TRY(context.desk.keys.issue(input));
    context.change = Change{to_string(issued.key.id), nullptr, json::to_value(issued.key), ""};
    return Issued{issued.key, issued.secret};
}

struct KeyById {
    std::string key_id;
};
BOOST_DESCRIBE_STRUCT(KeyById, (), (key_id))
Result<access::ApiKey> revoke(Context& context, KeyById const& input) {
    auto const key = TRY(context.desk.keys.revoke(TRY(parse_id<access::KeyTag>(input.key_id))));
    context.change = Change{input.key_id, nullptr, json::to_value(key), ""};
    return key;
}

struct AuditInput {
    std::string subject;
    std::string by;
    std::string action;
    std::string after;
    int limit = 50;
};
BOOST_DESCRIBE_STRUCT(AuditInput, (), (subject, by, action, after, limit))
std::optional<std::string> given(std::string const& text) { return text.empty() ? std::nullopt : std::optional(text); }
Result<Page<access::AuditEntry>> audit(Context& context, AuditInput const& input) {
    auto const after = TRY(page_start<access::AuditTag>(input.after));
    auto const page = TRY(
        context.desk.audit.list({given(input.subject), given(input.by), given(input.action), after, input.limit}));
    Page<access::AuditEntry> entries;
    entries.items = page.entries;
    entries.next = page_end(page.next);
    return entries;
}

struct Me {
    std::string name;
    Role role = Role::viewer;
    bool has_key = false;
};
BOOST_DESCRIBE_STRUCT(Me, (), (name, role, has_key))
Result<Me> me(Context& context, Nothing const&) {
    return Me{context.caller.name, context.caller.role, !context.caller.key.empty()};
}

void add_keys(Catalogue& catalogue) {
    catalogue.add<Nothing>({.name = "access.me",
                            .http = "GET /api/me",
                            .group = "Access",
                            .summary = "Who asks, and what they may",
                            .is_tool = false},
                           me);
    catalogue.add<Nothing>({.name = "key.list",
                            .http = "GET /api/keys",
                            .group = "Access",
                            .summary = "Who has a key; never the keys themselves",
                            .role = Role::admin,
                            .is_tool = false},
                           list_keys);
    catalogue.add<access::NewKey>({.name = "key.create",
                                   .http = "POST /api/keys",
                                   .group = "Access",
                                   .summary = "A new key; its secret is shown this once",
                                   .role = Role::admin,
                                   .effect = Effect::changes,
                                   .required = {"name", "role"},
                                   .bounds = {{"name", 1, 80}, {"per_minute", 1, 100'000}},
                                   .example = json::Object{{"name", "Ana's laptop"}, {"role", "editor"}},
                                   .is_tool = false},
                                  issue);
    catalogue.add<KeyById>({.name = "key.revoke",
                            .http = "DELETE /api/keys/{key_id}",
                            .group = "Access",
                            .summary = "The key opens nothing any more",
                            .role = Role::admin,
                            .effect = Effect::changes,
                            .is_tool = false},
                           revoke);
    catalogue.add<AuditInput>({.name = "audit.list",
                               .http = "GET /api/audit",
                               .group = "Access",
                               .summary = "Who did what, when and from where, newest first",
                               .role = Role::admin,
                               .bounds = {{"limit", 1, 500}},
                               .about = about_pages()},
                              audit);
}

/// A webhook as people see it: its secret was shown once.
struct ShownWebhook {
    access::WebhookId id;
    std::string url;
    std::vector<std::string> types;
    bool is_enabled = true;
    std::string disabled_because;
    TimePoint created{};
};
BOOST_DESCRIBE_STRUCT(ShownWebhook, (), (id, url, types, is_enabled, disabled_because, created))
ShownWebhook shown(access::Webhook const& hook) {
    return {hook.id, hook.url, hook.types, hook.is_enabled, hook.disabled_because, hook.created};
}

struct Webhooks {
    std::vector<ShownWebhook> webhooks;
};
BOOST_DESCRIBE_STRUCT(Webhooks, (), (webhooks))
Result<Webhooks> list_webhooks(Context& context, Nothing const&) {
    Webhooks all;
    for (auto const& hook : TRY(context.desk.webhooks.list())) all.webhooks.push_back(shown(hook));
    return all;
}

struct MadeWebhook {
    ShownWebhook webhook;
    std::string secret;
};
BOOST_DESCRIBE_STRUCT(MadeWebhook, (), (webhook, secret))
Result<MadeWebhook> make_webhook(Context& context, access::NewWebhook const& input) {
    auto const hook = TRY(access::make_webhook(input, TRY(context.desk.events.newest()), context.now()));
    TRY(context.desk.webhooks.put(hook));
    context.change = Change{to_string(hook.id), nullptr, json::to_value(shown(hook)), ""};
    return MadeWebhook{shown(hook), hook.secret};
}

struct WebhookById {
    std::string webhook_id;
};
BOOST_DESCRIBE_STRUCT(WebhookById, (), (webhook_id))
Result<ShownWebhook> remove_webhook(Context& context, WebhookById const& input) {
    auto const hook = TRY(context.desk.webhooks.find(TRY(parse_id<access::WebhookTag>(input.webhook_id))));
    TRY(context.desk.webhooks.remove(hook.id));
    context.change = Change{input.webhook_id, json::to_value(shown(hook)), nullptr, ""};
    return shown(hook);
}
Result<ShownWebhook> enable_webhook(Context& context, WebhookById const& input) {
    auto hook = TRY(context.desk.webhooks.find(TRY(parse_id<access::WebhookTag>(input.webhook_id))));
    auto const was = json::to_value(shown(hook));
    hook.is_enabled = true;
    hook.disabled_because.clear();
    hook.seen = TRY(context.desk.events.newest());  // what it missed meanwhile is history; `events` has it
    TRY(context.desk.webhooks.put(hook));
    context.change = Change{input.webhook_id, was, json::to_value(shown(hook)), ""};
    return shown(hook);
}

struct DeliveriesInput {
    std::string webhook_id;
    std::optional<access::DeliveryState> state;
    std::string after;
    int limit = 50;
};
BOOST_DESCRIBE_STRUCT(DeliveriesInput, (), (webhook_id, state, after, limit))
Result<Page<access::WebhookDelivery>> deliveries(Context& context, DeliveriesInput const& input) {
    auto const hook = TRY(context.desk.webhooks.find(TRY(parse_id<access::WebhookTag>(input.webhook_id))));
    auto const after = TRY(page_start<access::WebhookDeliveryTag>(input.after));
    auto const page =
        TRY(context.desk.webhooks.list(access::DeliveryQuery{hook.id, input.state, after, input.limit}));
    Page<access::WebhookDelivery> all;
    all.items = page.deliveries;
    all.next = page_end(page.next);
    return all;
}

struct DeliveryById {
    std::string delivery_id;
};
BOOST_DESCRIBE_STRUCT(DeliveryById, (), (delivery_id))
Result<access::WebhookDelivery> replay(Context& context, DeliveryById const& input) {
    auto const delivery = TRY(context.desk.sender.replay(TRY(parse_id<access::WebhookDeliveryTag>(input.delivery_id))));
    context.change = Change{input.delivery_id, nullptr, json::Value(json::enum_name(delivery.state)), ""};
    return delivery;
}

void add_webhooks(Catalogue& catalogue) {
    catalogue.add<Nothing>({.name = "webhook.list",
                            .http = "GET /api/webhooks",
                            .group = "Webhooks",
                            .summary = "Which programs are told of changes",
                            .role = Role::admin,
                            .is_tool = false},
                           list_webhooks);
    catalogue.add<access::NewWebhook>(
        {.name = "webhook.create",
         .http = "POST /api/webhooks",
         .group = "Webhooks",
         .summary =
             "Tell a program of changes from now on, signed as Standard Webhooks says; its secret is shown this once",
         .role = Role::admin,
         .effect = Effect::changes,
         .required = {"url"},
         .bounds = {{"url", 10, 2000}, {"types", 0, 50}},
         .about = {{"types", "job.changed, or content.* for all of a kind; none: all"}},
         .example = json::Object{{"url", "https://label.example/hooks/troupe"}, {"types", json::Array{"content.*"}}},
         .is_tool = false},
        make_webhook);
    catalogue.add<WebhookById>({.name = "webhook.remove",
                                .http = "DELETE /api/webhooks/{webhook_id}",
                                .group = "Webhooks",
                                .summary = "Tell it no more, and forget its deliveries",
                                .role = Role::admin,
                                .effect = Effect::changes,
                                .is_tool = false},
                               remove_webhook);
    catalogue.add<WebhookById>({.name = "webhook.enable",
                                .http = "POST /api/webhooks/{webhook_id}/enable",
                                .group = "Webhooks",
                                .summary = "Go on after it was disabled",
                                .role = Role::admin,
                                .effect = Effect::changes,
                                .is_tool = false},
                               enable_webhook);
    catalogue.add<DeliveriesInput>({.name = "webhook.deliveries",
                                    .http = "GET /api/webhooks/{webhook_id}/deliveries",
                                    .group = "Webhooks",
                                    .summary = "What it was told, and what it answered, newest first",
                                    .role = Role::admin,
                                    .bounds = {{"limit", 1, 500}},
                                    .about = about_pages(),
                                    .is_tool = false},
                                   deliveries);
    catalogue.add<DeliveryById>({.name = "webhook.replay",
                                 .http = "POST /api/webhook-deliveries/{delivery_id}/replay",
                                 .group = "Webhooks",
                                 .summary = "Tell it again, now",
                                 .role = Role::admin,
                                 .effect = Effect::changes,
                                 .is_tool = false},
                                replay);
}

}  // namespace

void add_access(Catalogue& catalogue) {
    add_keys(catalogue);
    add_webhooks(catalogue);
}

}  // namespace troupe::calls
