#pragma once

#include <boost/describe.hpp>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "writing/writer.hpp"

/// What of the writing can be done in more than one way, for experiments: by which name, and in which ways.
namespace troupe::writing {

struct Knob {
    std::string name;   ///< "prompt.lyrics", "model.lyrics", "captions.frames"
    std::string task;   ///< lyrics or captions: where it counts
    std::string about;  ///< one sentence, for people
    std::vector<std::string> values;  ///< beside "", which is how it stands; of model.* the models that are set up
    bool needs_model = false;         ///< turns nothing while the embedded writer writes alone
};
BOOST_DESCRIBE_STRUCT(Knob, (), (name, task, about, values, needs_model))

/// All of them. `models`: the language models that are set up, by name; empty: none.
/// Error: internal (a table of the writing cannot be read).
[[nodiscard]] Result<std::vector<Knob>> knobs(std::vector<std::string> const& models);

/// Turns the knob of that name to the value. False: there is no such knob.
[[nodiscard]] bool turn(Ways& ways, std::string const& knob, std::string const& value);

}  // namespace troupe::writing
