#include "music/track_maker.hpp"

namespace troupe::music {

Result<Track> TrackMaker::revise(Brief const&, Revision const&, std::filesystem::path const&, Progress const&, std::stop_token) {
    return fail(ErrorCode::unavailable, "this maker cannot change one section of a take; make another take instead");
}

Result<std::filesystem::path> TrackMaker::preview(Brief const&, std::filesystem::path const&, std::stop_token) {
    return fail(ErrorCode::unavailable, "this maker has no previews; make the track itself");
}

}  // namespace troupe::music
