// A topology as the canvas shows it while nothing runs: where every card, port, wire and note stands, and the words on
// them, cut to fit. Made from the topology alone, without a window. Plain values; any thread.
#pragma once

#include <string>
#include <vector>

#include "core/model/topology.h"
#include "core/picture/card_shape.h"

namespace zeroloom {

struct PicturePort {
    SocketType type = SocketType::Pair;
    bool left = false;
    bool binds = false;    // some wire binds here
    bool connects = false; // some wire connects from here
    Point position;        // the middle of the circle
    std::string badge;     // "blocks at 1,000", or empty
};

struct PictureCard {
    const Node* node = nullptr; // of the topology
    Point position;             // top left
    double width = 0;
    double height = 0;
    std::string title;    // on one line, cut to fit
    std::string subtitle; // the same
    bool cut = false;     // one of them was
    std::vector<PicturePort> ports;
};

struct PictureWire {
    const Wire* wire = nullptr;
    SocketType fromType = SocketType::Pair;
    SocketType toType = SocketType::Pair;
    WireEnd bind = WireEnd::From;
    WireCurve curve;
};

struct PictureNote {
    const Note* note = nullptr;
    std::vector<std::string> lines; // cut to fit
    bool cut = false;
};

// The bounds of everything with a margin, in layout units.
struct PictureBounds {
    double left = 0, top = 0, right = 0, bottom = 0;
    double width() const { return right - left; }
    double height() const { return bottom - top; }
};

struct CanvasPicture {
    std::vector<PictureNote> notes;
    std::vector<PictureWire> wires;
    std::vector<PictureCard> cards;      // in the order of the file: later ones above
    std::vector<const Wire*> looseWires; // with an end that is not there
    PictureBounds bounds;
};

// Cards stand where the layout has them; those that it has not are laid out below those that it has. The topology must
// outlive the picture.
CanvasPicture canvasPicture(const Topology& topology);

} // namespace zeroloom
