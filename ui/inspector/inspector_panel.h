// The inspector: everything about what is selected, and every field of it editable. Fields are made from the catalogues
// of core/role and core/zmq; all edits go through the document's editor. GUI thread only.
#pragma once

#include <QWidget>

#include "ui/document/document.h"
#include "ui/document/run_controller.h"

class QScrollArea;
class QStackedWidget;

namespace zeroloom {

class InspectorPage;

class InspectorPanel final : public QWidget {
    Q_OBJECT
public:
    InspectorPanel(Document& document, RunController& run, QWidget* parent = nullptr);
    ~InspectorPanel() override;

    // Puts the caret into the first field of what is shown (Enter or a double click on the canvas).
    void focusFirstField();

private:
    void showSelection();
    void refresh();

    Document& m_document;
    RunController& m_run;
    QStackedWidget* m_pages;
    InspectorPage* m_topologyPage;
    InspectorPage* m_nodePage;
    InspectorPage* m_wirePage;
    InspectorPage* m_notePage;
    InspectorPage* m_selectionPage;
};

} // namespace zeroloom
