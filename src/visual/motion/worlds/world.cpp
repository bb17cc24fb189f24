#include "visual/motion/world.hpp"

namespace troupe::visual::motion {

std::unique_ptr<World> make_world(std::string const& family, Ground const& ground) {
    if (family == "landscape") return make_landscape(ground);
    if (family == "rings") return make_rings(ground);
    if (family == "chrome") return make_chrome(ground);
    if (family == "swiss") return make_swiss(ground);
    if (family == "flow") return make_flow(ground);
    if (family == "type") return make_collage(ground);
    if (family == "crystal") return make_crystal(ground);
    if (family == "growth") return make_growth(ground);
    if (family == "city") return make_city(ground);
    return make_aura(ground);
}

}  // namespace troupe::visual::motion
