#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "llm/chat_model.hpp"
#include "net/http_client.hpp"
#include "providers/chat_endpoint.hpp"
#include "providers/impl/server_error.hpp"

namespace troupe::providers::impl {

/// What we would like to send and can do without. Of several ways to say the same the first one taken is used.
enum class Option {
    max_completion_tokens,
    max_tokens,
    temperature,
    seed,
    json_schema,  ///< the server holds the model to the schema
    json_object,  ///< the server holds the model to JSON; the schema goes into words
    stream_usage,
    store,
};
using Options = std::set<Option>;

/// An option of a request, and how it is spelled there.
struct UsedOption {
    Option option;
    std::string name;
};

struct ChatBody {
    json::Object json;
    std::vector<UsedOption> used;

    /// Adds a member that the server may refuse.
    void add(Option option, std::string const& name, json::Value value) {
        json[name] = std::move(value);
        used.push_back({option, name});
    }
};

/// An answer as far as it has been read, whole or event by event.
struct ChatDraft {
    std::string text;                   ///< grows while a stream comes
    std::string refusal;                ///< in the model's words
    std::optional<llm::Finish> finish;  ///< none: the text has not come to its end
    bool is_garbled = false;            ///< a piece was missed
    llm::Usage usage;
    std::string model;
    std::string id;
    std::optional<ServerError> error;
};

/// How one API speaks: what to send, and how to read what comes back. Without state.
class ChatDialect {
public:
    virtual ~ChatDialect() = default;
    [[nodiscard]] virtual std::string url(ChatEndpoint const& endpoint) const = 0;
    [[nodiscard]] virtual std::vector<net::Header> headers(ChatEndpoint const& endpoint) const = 0;
    /// What to try at first.
    [[nodiscard]] virtual Options options(ChatEndpoint const& endpoint) const = 0;
    /// The body of a request; streamed when `request.on_text` is set.
    [[nodiscard]] virtual ChatBody body(ChatEndpoint const& endpoint, llm::ChatRequest const& request,
                                        Options const& options) const = 0;
    /// Reads a whole answer. Without an answer in it, `finish` stays empty.
    virtual void read(json::Value const& answer, ChatDraft& draft) const = 0;
    /// Reads the data of one event of a stream.
    virtual void read_event(json::Value const& event, ChatDraft& draft) const = 0;
};

/// `base` without slashes at its end.
[[nodiscard]] std::string without_slash(std::string base);
/// Bearer authorization where there is a key, and the content type.
[[nodiscard]] std::vector<net::Header> bearer_headers(ChatEndpoint const& endpoint);
/// The request's messages; where the server cannot be told the schema, one before them says it in words.
[[nodiscard]] std::vector<llm::Message> messages_in_words(llm::ChatRequest const& request, Options const& options);
/// The same number for the same seed, in the 31 bits that every server takes.
[[nodiscard]] std::int64_t short_seed(std::uint64_t seed);
/// The texts of a message's content: a string, or a list of parts.
[[nodiscard]] std::string content_text(json::Value const* content);
/// Keeps what a server counted; what it leaves out stays as it is. Measured when there are both.
void read_usage(json::Value const* usage, char const* input, char const* output, ChatDraft& draft);

}  // namespace troupe::providers::impl
