#pragma once

#include <any>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <variant>
#include <vector>

#include "access/answer_book.hpp"
#include "access/audit.hpp"
#include "access/calendar_link.hpp"
#include "access/event_log.hpp"
#include "access/key.hpp"
#include "access/role.hpp"
#include "access/webhook.hpp"
#include "access/webhook_sender.hpp"
#include "base/json_schema.hpp"
#include "calls/ports.hpp"
#include "catalog/comment.hpp"
#include "flow/studio.hpp"

/// What can be asked of Troupe: each call is a typed function, written down once with its name, role, input and output.
/// The faces translate: api makes routes and their OpenAPI document of the list, mcp makes tools of it.
namespace troupe::calls {

/// What calls work with, beside the studio.
struct Desk {
    flow::Studio& studio;
    access::Keys& keys;
    access::AuditLog& audit;
    access::EventLog& events;
    access::AnswerBook& answers;
    access::WebhookStore& webhooks;
    access::WebhookSender& sender;
    access::CalendarLinkStore& calendars;
    catalog::CommentStore& comments;
    std::filesystem::path uploads;  ///< folder for bodies that are files
    std::vector<Port> ports = {};
    StateHome state = {};
    SharedState* shared = nullptr;  ///< nothing: none
};

/// What a call changed, for the audit log.
struct Change {
    std::string subject;  ///< id
    json::Value before;
    json::Value after;
    std::string reason;
};

/// One request, from whichever face.
struct Context {
    Desk& desk;
    access::Caller caller;
    std::string request_id;
    std::stop_token stop;
    std::optional<int> expected_version;  ///< that the caller has read: another one is there, and nothing is changed
    std::optional<std::filesystem::path> upload;  ///< of calls that take a file
    std::optional<Change> change = {};            ///< filled by calls that change something
    std::any prepared = {};                       ///< what the call's `prepare` found

    [[nodiscard]] flow::Studio& studio() const { return desk.studio; }
    [[nodiscard]] TimePoint now() const { return desk.studio.clock.now(); }
    /// Error: stale, when the caller has read another one.
    [[nodiscard]] Result<void> expect_version(int present) const;
};

/// JSON that need not be read to be handed on.
struct JsonText {
    std::string json;
};
/// A text that is no JSON.
struct TextBody {
    std::string media_type;
    std::string text;
    std::string file_name;  ///< for people who save it; empty: none
};
/// A file that stays as it is.
struct FileBody {
    std::filesystem::path file;
    std::string media_type;
    std::string hash;  ///< SHA-256
    std::string file_name;
    bool is_temporary = false;  ///< was made for this answer alone
};
/// Work that goes on in the queue.
struct Begun {
    json::Object ids;                                     ///< of what will be there: {"id": .., "artist_id": ..}
    std::vector<jobs::JobId> jobs;                        ///< the last one done, all is done
    std::function<Result<json::Value>(Context&)> result;  ///< what a short call would have answered, once they are done
};

struct Answer {
    std::variant<json::Value, JsonText, TextBody, FileBody, Begun> body;
    std::optional<int> version = {};  ///< of the one thing that is shown
};

enum class Effect {
    reads,
    changes,  ///< at once: its writes, its entry in the audit log and what it promised are one unit of work
    begins,   ///< puts work into the queue, in one unit of work, and answers before it is done
};

/// Bounds of a number's value, or of a text's or list's length.
struct Bound {
    std::string field;
    double low = 0;
    double high = 0;
};

struct Call {
    std::string name;     ///< "artist.edit": operation, tool and audit action are called so
    std::string http;     ///< "PATCH /api/artists/{artist_id}"; fields in braces are in the input, too
    std::string group;    ///< "Artists"
    std::string summary;  ///< one line, for people
    access::Role role = access::Role::viewer;
    Effect effect = Effect::reads;
    std::vector<std::string> required = {};  ///< beside those of the path
    std::vector<Bound> bounds = {};
    json::Descriptions about = {};  ///< of input fields
    json::Value example = nullptr;  ///< of the input
    std::string upload = {};        ///< media types of the file it takes; empty: none
    bool is_tool = true;            ///< of use to a language model
    bool is_quick = false;          ///< reads a row or two and no more: not worth a thread of its own

    // Made by `Catalogue::add`.
    json::Value input = nullptr;   ///< JSON Schema
    json::Value output = nullptr;  ///< JSON Schema; null: no JSON
    std::string output_name = {};  ///< what its type is called, for clients that are generated; empty: it has no name
    std::string media_type = {};   ///< of an answer that is no JSON
    std::vector<std::string> ids = {};  ///< fields of the path that are UUIDs: their names end with _id
    std::function<Result<Answer>(Context&, json::Value const&)> run = {};
    /// Long looks of a call that changes something, before its unit of work begins; empty: it needs none.
    std::function<Result<void>(Context&, json::Value const&)> prepare = {};

    [[nodiscard]] std::string method() const { return http.substr(0, http.find(' ')); }
    [[nodiscard]] std::string path() const { return http.substr(http.find(' ') + 1); }
};

/// Whether the caller may ask it at all: what `perform` begins with, for faces that can refuse earlier. Error: forbidden.
[[nodiscard]] Result<void> check_role(Call const& call, access::Caller const& caller);

/// Runs it for this caller. What changes something runs in one unit of work with its audit entry and whatever `with`
/// writes. Errors: as the call; forbidden where the caller may not.
[[nodiscard]] Result<Answer> perform(Call const& call, Context& context, json::Value const& input,
                                     std::function<Result<void>(Answer const&)> const& with = {});

/// The names in braces of a call's path, in their order.
[[nodiscard]] std::vector<std::string> path_fields(Call const& call);

}  // namespace troupe::calls
