#include "music/testing/track_maker_contract.hpp"
#include "music/builtin/synth_track_maker.hpp"

namespace troupe::music::testing {
namespace {

struct SynthBench {
    builtin::SynthTrackMaker synth{Tables::load().value(), {.candidates = 2}};
    TrackMaker& maker = synth;
    Brief brief{.genre = "lofi", .bpm = 80, .key = "A minor", .seconds = 15, .seed = 3};
};
INSTANTIATE_TYPED_TEST_SUITE_P(Synth, TrackMakerContract, SynthBench);

}  // namespace
}  // namespace troupe::music::testing
