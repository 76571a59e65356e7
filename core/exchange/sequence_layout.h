// Where a sequence's lifelines, arrows and frames stand in its picture. Pure function; callable from any thread.
#pragma once

#include <string>
#include <vector>

#include "core/observe/sequence.h"

namespace zeroloom {

namespace sequence_metrics {

inline constexpr double Margin = 16, TimeRoom = 84;
inline constexpr double HeadHeight = 40, FirstRow = HeadHeight + 24; // from the margin
inline constexpr double BoxHeight = 18, BoxGap = 4, FramePixels = 11;
inline constexpr double StubLength = 72; // of an arrow with one end

} // namespace sequence_metrics

struct SequenceHead {
    std::string title, subtitle;
    double middle = 0, width = 0;
};

struct SequenceBox {
    const SequenceFrame* frame = nullptr; // nullptr: stands for those that there is no room for
    std::string text;
    double x = 0, width = 0;
};

struct SequenceRow {
    const SequenceArrow* arrow = nullptr;
    double y = 0; // of the arrow
    double fromX = 0, toX = 0;
    std::vector<SequenceBox> above, below; // as sent; as received, where that is not the same
};

struct SequenceLayout {
    std::vector<SequenceHead> heads;
    std::vector<SequenceRow> rows;
    double width = 0, height = 0;
    double end = 0; // of the lifelines
};

// Points into the sequence, which must outlive it.
SequenceLayout sequenceLayout(const Sequence& sequence, const Topology& topology);

} // namespace zeroloom
