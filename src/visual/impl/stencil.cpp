#include "visual/impl/stencil.hpp"

namespace troupe::visual::impl {

void Stencil::clear() {
    cairo_save(context());
    cairo_set_operator(context(), CAIRO_OPERATOR_CLEAR);
    cairo_paint(context());
    cairo_restore(context());
}

}  // namespace troupe::visual::impl
