// The inspector's page of one wire: its ends, which of them binds, its endpoint, and what flows through it.
#pragma once

#include "ui/inspector/inspector_page.h"

class QComboBox;

namespace zeroloom {

class DragHandle;
class FigureGrid;
class HeartbeatSection;

class WirePage final : public InspectorPage {
    Q_OBJECT
public:
    WirePage(Document& document, RunController& run, QWidget* parent);

    void refresh() override;
    void refreshLive() override;

private:
    const Wire* wire() const;

    QLineEdit* m_endpoint;
    QComboBox* m_bind;
    QLabel* m_hint;
    QLabel* m_liveHint;
    FigureGrid* m_figures;
    HeartbeatSection* m_heartbeat;
    DragHandle* m_dragHandle;
};

} // namespace zeroloom
