#include "ui/monitor/event_log_panel.h"

#include <algorithm>

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QSaveFile>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QShortcut>
#include <QTreeView>
#include <QVBoxLayout>

#include "ui/monitor/event_filter_model.h"
#include "ui/monitor/event_log_model.h"
#include "ui/monitor/event_log_text.h"
#include "ui/theme/figures.h"
#include "ui/theme/theme.h"

namespace zeroloom {

EventLogPanel::EventLogPanel(Document& document, RunController& run, QWidget* parent)
    : QWidget(parent), m_document(document), m_run(run), m_model(new EventLogModel(this)),
      m_filter(new EventFilterModel(this)), m_view(new QTreeView(this)), m_search(new QLineEdit(this)),
      m_severity(new QComboBox(this)), m_onlySelection(new QPushButton(tr("Selection only"), this)),
      m_resume(new QPushButton(this)), m_status(new QLabel(this))
{
    setAccessibleName(tr("Events"));
    m_filter->setSourceModel(m_model);
    m_view->setModel(m_filter);
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setAllColumnsShowFocus(true);
    m_view->header()->setStretchLastSection(true);
    m_view->header()->setTextElideMode(Qt::ElideRight);
    connect(m_view->header(), &QHeaderView::sectionResized, this, [this](int column) {
        m_widthsByHand = m_widthsByHand || (!m_fitsColumns && column != EventLogModel::Text);
    });
    m_view->setAccessibleName(tr("Event log"));
    m_view->viewport()->installEventFilter(this);

    m_search->setPlaceholderText(tr("Filter events"));
    m_search->setClearButtonEnabled(true);
    m_search->setAccessibleName(tr("Filter events"));
    m_severity->addItems({tr("All"), tr("Warnings and errors"), tr("Errors")});
    m_severity->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_severity->setMinimumContentsLength(8);
    m_severity->setAccessibleName(tr("Least severity"));
    m_onlySelection->setCheckable(true);
    m_onlySelection->setToolTip(tr("Only events of the selected nodes"));
    m_resume->hide();
    auto* save = new QPushButton(tr("Save…"), this);
    save->setToolTip(tr("Save what is shown as CSV or JSON lines"));

    auto* bar = new QHBoxLayout;
    bar->setSpacing(Theme::Unit);
    bar->addWidget(m_search, 1);
    bar->addWidget(m_severity);
    bar->addWidget(m_onlySelection);
    bar->addWidget(m_resume);
    bar->addWidget(m_status);
    bar->addWidget(save);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(Theme::Unit, Theme::Unit / 2, Theme::Unit, 0);
    layout->setSpacing(Theme::Unit / 2);
    layout->addLayout(bar);
    layout->addWidget(m_view);

    connect(m_search, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_filter->setWords(text);
        updateStatus();
    });
    connect(m_severity, &QComboBox::currentIndexChanged, this, [this](int index) {
        m_filter->setLeastSeverity(static_cast<EventSeverity>(index));
        updateStatus();
    });
    const auto applySelection = [this] {
        m_filter->setNodes(m_onlySelection->isChecked() ? &m_document.selection().nodes : nullptr);
        updateStatus();
    };
    connect(m_onlySelection, &QPushButton::toggled, this, applySelection);
    connect(&m_document, &Document::selectionChanged, this, [this, applySelection] {
        if (m_onlySelection->isChecked())
            applySelection();
    });
    connect(m_resume, &QPushButton::clicked, this, [this] {
        m_pointerInside = false;
        m_view->scrollToBottom();
        fetch();
    });
    connect(m_view->verticalScrollBar(), &QScrollBar::valueChanged, this, &EventLogPanel::updateStatus);
    connect(save, &QPushButton::clicked, this, &EventLogPanel::save);
    auto* copy = new QShortcut(QKeySequence::Copy, m_view, this, &EventLogPanel::copySelected, Qt::WidgetShortcut);
    Q_UNUSED(copy);
    connect(m_view, &QTreeView::doubleClicked, this, [this](const QModelIndex& index) {
        Place place;
        place.node = NodeId(index.data(EventLogModel::NodeRole).toString().toStdString());
        if (!place.node.empty())
            m_document.reveal(place);
    });
    connect(&m_document, &Document::changed, this, &EventLogPanel::fitColumns);
    connect(&m_run, &RunController::observationChanged, this, &EventLogPanel::fetch);
    connect(&m_run, &RunController::stateChanged, this, [this] {
        if (m_run.state() == RunState::Starting)
            m_model->clear(); // a new run counts its events anew
        fetch();
    });
    updateStatus();
}

void EventLogPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    fitColumns();
    fetch();
}

void EventLogPanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitColumns();
}

// The details keep a third in a narrow window; the other columns share the rest. One host needs no column.
void EventLogPanel::fitColumns()
{
    m_view->setColumnHidden(EventLogModel::HostColumn, m_document.topology().hosts.size() < 2);
    if (m_widthsByHand)
        return;
    constexpr int Usual[] = {8, 9, 9, 16, 8, 22}; // units
    int sum = 0;
    for (int column = 0; column < EventLogModel::Text; ++column)
        sum += m_view->isColumnHidden(column) ? 0 : Usual[column] * Theme::Unit;
    const double share = std::min(1.0, m_view->width() * 2 / 3.0 / sum);
    const QScopedValueRollback fitting(m_fitsColumns, true);
    for (int column = 0; column < EventLogModel::Text; ++column)
        m_view->setColumnWidth(column, static_cast<int>(Usual[column] * Theme::Unit * share));
}

bool EventLogPanel::isFrozen() const
{
    const QScrollBar* bar = m_view->verticalScrollBar();
    return m_pointerInside || bar->value() < bar->maximum() - 1;
}

void EventLogPanel::fetch()
{
    const Observer* observer = m_run.observer();
    Q_EMIT totalChanged(observer ? observer->lastEventNumber() : 0);
    if (!observer)
        m_model->clear(); // what happened to another topology
    if (!isVisible())
        return;
    const bool mayMove = !isFrozen() || m_model->rowCount() == 0;
    if (observer && mayMove && m_model->fetch(*observer) > 0)
        m_view->scrollToBottom();
    updateStatus();
}

void EventLogPanel::updateStatus()
{
    std::uint64_t waiting = 0;
    if (const Observer* observer = m_run.observer(); observer && isFrozen())
        waiting = observer->lastEventNumber() - m_model->last();
    m_resume->setVisible(waiting > 0);
    m_resume->setText(tr("%1 new").arg(countText(waiting)));
    QStringList parts;
    const int shown = m_filter->rowCount();
    parts << (shown == m_model->rowCount() ? tr("%1 events").arg(countText(static_cast<std::uint64_t>(shown)))
                                           : tr("%1 of %2 events")
                                                 .arg(countText(static_cast<std::uint64_t>(shown)),
                                                      countText(static_cast<std::uint64_t>(m_model->rowCount()))));
    if (m_model->leftOut())
        parts << tr("%1 left out").arg(countText(m_model->leftOut()));
    m_status->setText(parts.join(QStringLiteral(", ")));
}

bool EventLogPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Enter) {
        m_pointerInside = true;
    } else if (event->type() == QEvent::Leave) {
        m_pointerInside = false;
        fetch();
    }
    return QWidget::eventFilter(watched, event);
}

QString EventLogPanel::toCsv() const
{
    QString text = eventCsvHeader() + QLatin1Char('\n');
    for (int row = 0; row < m_filter->rowCount(); ++row)
        text += eventCsvLine(m_model->event(m_filter->mapToSource(m_filter->index(row, 0)).row())) + QLatin1Char('\n');
    return text;
}

QString EventLogPanel::toJsonLines() const
{
    QString text;
    for (int row = 0; row < m_filter->rowCount(); ++row)
        text += eventJsonLine(m_model->event(m_filter->mapToSource(m_filter->index(row, 0)).row())) + QLatin1Char('\n');
    return text;
}

void EventLogPanel::save()
{
    const QString path = QFileDialog::getSaveFileName(this, tr("Save events"), QStringLiteral("events.csv"),
                                                      tr("Comma-separated values (*.csv);;JSON lines (*.jsonl)"));
    if (path.isEmpty())
        return;
    const QByteArray bytes = (path.endsWith(QStringLiteral(".jsonl")) ? toJsonLines() : toCsv()).toUtf8();
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        QMessageBox::warning(this, tr("Save events"), tr("%1 could not be written: %2").arg(path, file.errorString()));
}

void EventLogPanel::copySelected()
{
    QString text;
    for (const QModelIndex& index : m_view->selectionModel()->selectedRows())
        text += eventCsvLine(m_model->event(m_filter->mapToSource(index).row())) + QLatin1Char('\n');
    if (!text.isEmpty())
        QApplication::clipboard()->setText(text);
}

} // namespace zeroloom
