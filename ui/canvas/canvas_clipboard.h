// Copying and pasting through the system's clipboard, so that a part of one window's topology goes into another's. The
// clipboard holds a topology file, also as plain text.
#pragma once

#include <optional>

#include <QPointF>

#include "ui/canvas/canvas_context.h"

class QMimeData;

namespace zeroloom {

class CanvasClipboard {
public:
    // False when nothing that can be copied is selected.
    bool copy(CanvasContext& context);
    void cut(CanvasContext& context);
    // With its middle at `at` (scene), or beside where it was copied, further with each paste.
    void paste(CanvasContext& context, std::optional<QPointF> at);
    static bool canPaste();

private:
    int m_pastes = 0;
};

} // namespace zeroloom
