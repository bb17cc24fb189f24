#include "access/key.hpp"

#include "access/audit.hpp"
#include "access/webhook.hpp"
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
    auto const page = TRY(context.desk.audit.list({given(input.subject), given(input.by), given(input.action), TRY(page_start<access::AuditTag>(input.after)), input.limit}));
    Page<access::AuditEntry> entries;
    entries.items = page.entries;
    entries.next = page_end(page.next);
    return entries;
}

void add_keys(Catalogue& catalogue) {
    catalogue.add<Nothing>({.name = "key.list", .http = "GET /api/keys", .group = "Access", .summary = "Who has a key; never the keys themselves", .role = Role::admin, .is_tool = false}, list_keys);
    catalogue.add<access::NewKey>({.name = "key.create", .http = "POST /api/keys", .group = "Access", .summary = "A new key; its secret is shown this once", .role = Role::admin, .effect = Effect::changes,
                                   .required = {"name", "role"}, .bounds = {{"name", 1, 80}, {"per_minute", 1, 100'000}}, .example = json::Object{{"name", "Ana's laptop"}, {"role", "editor"}}, .is_tool = false}, issue);
    catalogue.add<KeyById>({.name = "key.revoke", .http = "DELETE /api/keys/{key_id}", .group = "Access", .summary = "The key opens nothing any more", .role = Role::admin, .effect = Effect::changes, .is_tool = false}, revoke);
    catalogue.add<AuditInput>({.name = "audit.list", .http = "GET /api/audit", .group = "Access", .summary = "Who did what, when and from where, newest first", .role = Role::admin, .bounds = {{"limit", 1, 500}}, .about = about_pages()}, audit);
}

}  // namespace

void add_access(Catalogue& catalogue) { add_keys(catalogue); }

}  // namespace troupe::calls
