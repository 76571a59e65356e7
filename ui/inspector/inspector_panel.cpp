#include "ui/inspector/inspector_panel.h"

#include <QLineEdit>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "ui/inspector/node_page.h"
#include "ui/inspector/note_page.h"
#include "ui/inspector/selection_page.h"
#include "ui/inspector/topology_page.h"
#include "ui/inspector/wire_page.h"
#include "ui/theme/theme.h"

namespace zeroloom {

InspectorPanel::InspectorPanel(Document& document, RunController& run, QWidget* parent)
    : QWidget(parent), m_document(document), m_run(run), m_pages(new QStackedWidget(this)),
      m_topologyPage(new TopologyPage(document, run, this)), m_nodePage(new NodePage(document, run, this)),
      m_wirePage(new WirePage(document, run, this)), m_notePage(new NotePage(document, run, this)),
      m_selectionPage(new SelectionPage(document, run, this))
{
    setAccessibleName(tr("Inspector"));
    setMinimumWidth(32 * Theme::Unit);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_pages);
    for (InspectorPage* page : {m_topologyPage, m_nodePage, m_wirePage, m_notePage, m_selectionPage}) {
        auto* scroll = new QScrollArea(this);
        scroll->setWidget(page);
        scroll->setWidgetResizable(true);
        scroll->setFrameShape(QFrame::NoFrame);
        scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        m_pages->addWidget(scroll);
    }
    connect(&document, &Document::selectionChanged, this, &InspectorPanel::showSelection);
    connect(&document, &Document::changed, this, &InspectorPanel::refresh);
    connect(&run, &RunController::stateChanged, this, &InspectorPanel::refresh);
    connect(&run, &RunController::observationChanged, this, [this] {
        if (isVisible())
            qobject_cast<InspectorPage*>(static_cast<QScrollArea*>(m_pages->currentWidget())->widget())->refreshLive();
    });
    showSelection();
}

InspectorPanel::~InspectorPanel()
{
    // A field that goes while the caret is in it would hand over what is half typed.
    for (QWidget* field : findChildren<QWidget*>())
        field->blockSignals(true);
}

void InspectorPanel::showSelection()
{
    const Selection& selection = m_document.selection();
    InspectorPage* page = m_selectionPage;
    if (selection.empty())
        page = m_topologyPage;
    else if (selection.size() == 1 && selection.nodes.size() == 1)
        page = m_nodePage;
    else if (selection.size() == 1 && selection.wires.size() == 1)
        page = m_wirePage;
    else if (selection.size() == 1)
        page = m_notePage;
    // A field that still holds the caret hands over its text before another thing takes its place.
    if (QWidget* focus = focusWidget(); focus && isAncestorOf(focus))
        focus->clearFocus();
    for (int i = 0; i < m_pages->count(); ++i)
        if (static_cast<QScrollArea*>(m_pages->widget(i))->widget() == page)
            m_pages->setCurrentIndex(i);
    refresh();
}

void InspectorPanel::refresh()
{
    auto* page = qobject_cast<InspectorPage*>(static_cast<QScrollArea*>(m_pages->currentWidget())->widget());
    page->refresh();
    page->refreshLive();
}

void InspectorPanel::focusFirstField()
{
    const auto fields = m_pages->currentWidget()->findChildren<QLineEdit*>();
    for (QLineEdit* field : fields)
        if (field->isVisible() && field->isEnabled() && !field->isReadOnly()) {
            field->setFocus(Qt::ShortcutFocusReason);
            field->selectAll();
            return;
        }
}

} // namespace zeroloom
