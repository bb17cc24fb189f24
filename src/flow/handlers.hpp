#pragma once

#include <stop_token>
#include <vector>

#include "flow/studio.hpp"
#include "jobs/runner.hpp"

/// The workflows as jobs: which kinds there are, and what each does.
namespace troupe::flow {

/// Names of the kinds, as they stand in the queue.
namespace kinds {
inline constexpr auto artist = "artist.create";
inline constexpr auto plan = "plan.create";
inline constexpr auto words = "words.write";
inline constexpr auto track = "track.make";
inline constexpr auto cover = "cover.make";
inline constexpr auto kit = "kit.make";
inline constexpr auto teaser = "teaser.make";
inline constexpr auto canvas = "canvas.make";
inline constexpr auto posts = "posts.write";
inline constexpr auto release = "release.make";
inline constexpr auto redo = "track.redo";
inline constexpr auto material = "material.add";
inline constexpr auto deliver = "release.deliver";
inline constexpr auto edit_release = "release.edit";
inline constexpr auto pack = "release.pack";
inline constexpr auto answers = "release.answers";
inline constexpr auto publish = "post.publish";
inline constexpr auto results = "post.results";
inline constexpr auto trends = "trends.refresh";
inline constexpr auto advice = "artist.advise";
inline constexpr auto clean = "files.remove";
}  // namespace kinds

/// Gives the runner a handler for every kind.
void handle_all(jobs::Runner& runner, Studio& studio);

/// Works on these jobs, in this process, until they are finished. Error: that of the first job that failed, or
/// cancelled when `stop` was asked for.
[[nodiscard]] Result<std::vector<jobs::Job>> run_jobs(Studio& studio, std::vector<jobs::JobId> const& jobs,
                                                      jobs::JobObserver* observer, std::stop_token stop);

}  // namespace troupe::flow
