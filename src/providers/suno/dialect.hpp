#pragma once

#include <boost/describe.hpp>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "providers/impl/verdict.hpp"

/// How a service that gives access to Suno speaks. There is no official API, only services of others, and each speaks
/// differently: so all that differs is data (data/providers/suno/*.json), and a new service needs no new build.
namespace troupe::providers::suno {

using providers::impl::Verdict;

/// How far a task is.
BOOST_DEFINE_ENUM_CLASS(TaskState, queued, partial, ready,
                        look,  // finished if there is sound to fetch, otherwise still on its way
                        failed, moderation)

/// Characters that a model takes of each field; nothing above is sent.
struct Limits {
    int lyrics = 3000;
    int style = 200;
    int title = 80;
    int description = 400;
    double longest_seconds = 240;
};
BOOST_DESCRIBE_STRUCT(Limits, (), (lyrics, style, title, description, longest_seconds))

/// A place in an answer: members between dots, `*` for every element of a list, a number for one element; "" is the
/// whole. A string where a member is looked for is read as JSON first. Of several places the first one with something
/// in it counts.
using Places = std::vector<std::string>;

/// A request. In `path` and the bodies "{task}", "{lyrics}", "{style}", "{title}", "{negative}", "{description}",
/// "{model}" and "{callback}" stand for values; a member that is such a word alone is left out when its value is empty.
struct SubmitCall {
    std::string path;
    std::string described_path;  ///< of `described`; empty: the same
    json::Value sung;            ///< an object: words are given
    json::Value instrumental;    ///< nobody sings
    json::Value described;       ///< somebody sings, and the service writes the words
};
BOOST_DESCRIBE_STRUCT(SubmitCall, (), (path, described_path, sung, instrumental, described))

struct PollCall {
    std::string method = "GET";
    std::string path;
    json::Value body;  ///< with POST
};
BOOST_DESCRIBE_STRUCT(PollCall, (), (method, path, body))

/// Where a take says what it is, within the take.
struct TakePlaces {
    Places id, audio, seconds, model;
    Places state;  ///< of this take alone, in the words of `states`; none: that of the task
};
BOOST_DESCRIBE_STRUCT(TakePlaces, (), (id, audio, seconds, model, state))

struct Dialect {
    std::string name;                      ///< for people
    std::string like;                      ///< of a user's dialect: the one that it changes
    std::string base_url;                  ///< empty: TROUPE_SUNO_BASE_URL must say
    std::string key_header;                ///< "Authorization"; empty: no key is wanted
    std::string key_prefix;                ///< "Bearer "
    std::string model;                     ///< unless TROUPE_SUNO_MODEL names another
    std::map<std::string, Limits> models;  ///< by model; "*" for every other one
    std::string no_callback;  ///< sent where a callback address must be given and none is set; empty: left out
    SubmitCall submit;
    PollCall poll;
    Places task;     ///< name of the task in the answer to a submission; several are joined by commas
    Places code;     ///< the service's own code in any answer
    Places message;  ///< its own words for what is wrong
    std::map<std::string, Verdict> codes;       ///< by that code
    std::map<std::string, Verdict> http;        ///< by the status of HTTP, where that says something special
    Places state;                               ///< of a task
    std::map<std::string, TaskState> states;    ///< by lower-case word; unknown words are waited out
    std::vector<std::string> moderation_words;  ///< lower case; in a message they make it a verdict of moderation
    Places takes;                               ///< the list of songs
    TakePlaces take;
    Places callback_task;         ///< name of the task in what is sent to the callback address
    std::optional<double> price;  ///< of a submission, in the installation's currency; nothing: not known
    int credits = 0;              ///< of a submission, in the service's own money; 0: not known
};
BOOST_DESCRIBE_STRUCT(Dialect, (),
                      (name, like, base_url, key_header, key_prefix, model, models, no_callback, submit, poll, task,
                       code, message, codes, http, state, states, moderation_words, takes, take, callback_task, price,
                       credits))

/// The built-in dialects, with those of `file` over them: an object of dialects by id, each field by field (objects
/// deep, lists whole) over the one of its id, or over the one it names as `like`. Errors: not_found, invalid_input
/// naming the file and the path in it.
[[nodiscard]] Result<std::map<std::string, Dialect>> load_dialects(
    std::optional<std::filesystem::path> const& file = std::nullopt);

/// Of that model.
[[nodiscard]] Limits limits_of(Dialect const& dialect, std::string const& model);

}  // namespace troupe::providers::suno
