#pragma once

#include <cairo.h>

#include <span>

#include "visual/impl/family.hpp"
#include "visual/impl/typesetter.hpp"

/// One ink's printing plate: coverage of the whole frame, drawn with Cairo.
namespace troupe::visual::impl {

class Stencil {
public:
    explicit Stencil(Frame const& frame)
        : frame_(frame), surface_(cairo_image_surface_create(CAIRO_FORMAT_A8, frame.width_px, frame.height_px)), context_(cairo_create(surface_.get())) {}

    [[nodiscard]] cairo_t* context() { return context_.get(); }
    /// Wipes the plate.
    void clear();
    /// Call after drawing, before rows are read.
    void finish() { cairo_surface_flush(surface_.get()); }
    [[nodiscard]] std::span<std::uint8_t const> row(int y) const {
        auto const stride = static_cast<std::size_t>(cairo_image_surface_get_stride(surface_.get()));
        return {cairo_image_surface_get_data(surface_.get()) + static_cast<std::size_t>(y) * stride, static_cast<std::size_t>(frame_.width_px)};
    }

private:
    Frame frame_;
    Surface surface_;
    Context context_;
};

}  // namespace troupe::visual::impl
