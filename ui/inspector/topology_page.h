// The inspector's page when nothing is selected: the topology itself, its hosts, and how to begin.
#pragma once

#include "ui/inspector/inspector_page.h"

class QPlainTextEdit;

namespace zeroloom {

class FigureGrid;

class TopologyPage final : public InspectorPage {
    Q_OBJECT
public:
    TopologyPage(Document& document, RunController& run, QWidget* parent);

    void refresh() override;
    void refreshLive() override;

private:
    void refreshHosts();
    void addHost();

    QLineEdit* m_name;
    QPlainTextEdit* m_description;
    QVBoxLayout* m_hosts;
    FigureGrid* m_figures;
    QLabel* m_hint;
    std::string m_shownHosts;
};

} // namespace zeroloom
