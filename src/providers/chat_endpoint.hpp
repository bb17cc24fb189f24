#pragma once

#include <boost/describe.hpp>
#include <memory>
#include <string>

#include "base/time.hpp"
#include "llm/chat_model.hpp"
#include "net/http_client.hpp"

namespace troupe::providers {

/// The API that a server speaks.
///   openai_chat       POST {base_url}/chat/completions: OpenAI, and every server that calls itself compatible
///   openai_responses  POST {base_url}/responses
///   anthropic         POST {base_url}/v1/messages
BOOST_DEFINE_ENUM_CLASS(Dialect, openai_chat, openai_responses, anthropic)

/// One model at one place.
struct ChatEndpoint {
    std::string name;  ///< "openai/gpt-5-mini", for people
    Dialect dialect = Dialect::openai_chat;
    std::string base_url;   ///< "https://api.openai.com/v1", "http://localhost:11434/v1", "https://api.anthropic.com"
    std::string api_key;    ///< may be empty for local servers; never a placeholder
    std::string model;      ///< as the server knows it
    bool is_local = false;  ///< may have to load the model first, and writes slowly: gets minutes more
};

/// A model that asks there. What a server does not take (a parameter, a way to ask for JSON) is learned from its
/// refusals and left out from then on; where no JSON can be asked for, the schema is put into words. The key is sent in
/// its header alone and is in no message. `http` and `clock` must outlive the model.
[[nodiscard]] std::unique_ptr<llm::ChatModel> make_chat_model(ChatEndpoint endpoint, net::HttpClient& http,
                                                              Clock const& clock);

}  // namespace troupe::providers
