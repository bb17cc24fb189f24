#include "visual/motion/world.hpp"

namespace troupe::visual::motion {

std::unique_ptr<World> make_world(std::string const& /*family*/, Ground const& ground) { return make_aura(ground); }

}  // namespace troupe::visual::motion
