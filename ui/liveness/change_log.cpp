#include "ui/liveness/change_log.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMessageBox>
#include <QScrollBar>
#include <QTimer>
#include <QToolButton>
#include <QTreeView>

#include "ui/liveness/change_file.h"
#include "ui/liveness/change_log_model.h"
#include "ui/liveness/heart_cells.h"
#include "ui/theme/figures.h"
#include "ui/theme/theme.h"

namespace zeroloom {
namespace {

constexpr std::size_t Chunk = 5000; // at once, so that the window never stands still for a burst

int usualWidth(ChangeColumn column)
{
    switch (column) {
    case ChangeColumn::Heart:
        return 104;
    case ChangeColumn::Change:
    case ChangeColumn::Time:
        return 64;
    case ChangeColumn::Cause:
        return 260;
    default:
        return 104;
    }
}

} // namespace

ChangeLog::ChangeLog(const LivenessSource& source, QWidget* parent)
    : QWidget(parent), m_source(source), m_model(new ChangeLogModel(this)), m_view(new QTreeView(this)),
      m_resume(new QToolButton(this)), m_status(new QLabel(this))
{
    m_view->setModel(m_model);
    m_view->setItemDelegate(new HeartCells(this));
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setAllColumnsShowFocus(true);
    m_view->setAccessibleName(tr("Changes of hearts"));
    m_view->header()->setStretchLastSection(true);
    // Why is what one reads first.
    m_view->header()->moveSection(static_cast<int>(ChangeColumn::Cause), static_cast<int>(ChangeColumn::RoundTrip));
    m_view->viewport()->installEventFilter(this);
    m_status->setFont(Theme::instance().smallFigureFont());
    m_status->setForegroundRole(QPalette::PlaceholderText);
    m_resume->setAutoRaise(true);
    m_resume->setToolTip(tr("Go on with the newest"));
    m_resume->hide();
    auto* save = new QToolButton(this);
    save->setText(tr("Save as…"));
    save->setIcon(Theme::instance().icon(QStringLiteral("csv")));
    connect(&Theme::instance(), &Theme::changed, save,
            [save] { save->setIcon(Theme::instance().icon(QStringLiteral("csv"))); });
    save->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    save->setAutoRaise(true);
    save->setFocusPolicy(Qt::StrongFocus);
    save->setToolTip(tr("Save all changes of this run that match the filter as CSV or JSON lines"));
    auto* bar = new QHBoxLayout;
    bar->addWidget(m_status, 1);
    bar->addWidget(m_resume);
    bar->addWidget(save);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(Theme::Unit, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_view, 1);
    layout->addLayout(bar);

    connect(save, &QToolButton::clicked, this, &ChangeLog::save);
    connect(m_resume, &QToolButton::clicked, this, [this] {
        m_pointerInside = false;
        m_view->scrollToBottom();
        fetch();
    });
    connect(m_view->verticalScrollBar(), &QScrollBar::valueChanged, this, &ChangeLog::updateStatus);
    connect(m_view, &QTreeView::doubleClicked, this, [this](const QModelIndex& index) {
        const Observer::HeartEvent& event = m_model->event(index.row());
        Q_EMIT heartChosen(event.monitor, event.change.heart);
    });
    fitColumns();
    updateStatus();
}

void ChangeLog::fitColumns()
{
    for (int column = 0; column < ChangeColumns; ++column)
        m_view->setColumnWidth(column, usualWidth(static_cast<ChangeColumn>(column)));
}

void ChangeLog::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    fetch();
}

bool ChangeLog::isFrozen() const
{
    const QScrollBar* bar = m_view->verticalScrollBar();
    return m_pointerInside || bar->value() < bar->maximum() - 1;
}

void ChangeLog::fetch()
{
    if (!isVisible())
        return;
    if (!isFrozen() || m_model->rowCount() == 0) {
        const std::uint64_t newest = m_source.lastHeartEventNumber();
        const std::vector<Observer::HeartEvent> events = m_source.heartEvents(m_model->last(), Chunk);
        if (!events.empty()) {
            m_model->add(events);
            m_view->scrollToBottom();
            if (m_model->last() < newest)
                QTimer::singleShot(0, this, &ChangeLog::fetch);
        }
    }
    updateStatus();
}

void ChangeLog::setWords(const QStringList& words)
{
    if (words == m_model->words())
        return;
    m_model->reset(words);
    fetch();
}

void ChangeLog::clear()
{
    m_model->reset(m_model->words());
    updateStatus();
}

void ChangeLog::updateStatus()
{
    const std::uint64_t newest = m_source.lastHeartEventNumber();
    const std::uint64_t waiting = isFrozen() && newest > m_model->last() ? newest - m_model->last() : 0;
    m_resume->setVisible(waiting > 0);
    m_resume->setText(tr("%1 new").arg(countText(waiting)));
    const auto rows = static_cast<std::uint64_t>(m_model->rowCount());
    QString text = rows == 1 ? tr("1 change") : tr("%1 changes").arg(countText(rows));
    if (m_model->leftOut() > 0)
        text += tr(", %1 left out").arg(countText(m_model->leftOut()));
    m_status->setText(text);
}

bool ChangeLog::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Enter) {
        m_pointerInside = true;
    } else if (event->type() == QEvent::Leave) {
        m_pointerInside = false;
        fetch();
    }
    return QWidget::eventFilter(watched, event);
}

void ChangeLog::save()
{
    const QString path = QFileDialog::getSaveFileName(this, tr("Save changes"), QStringLiteral("hearts.csv"),
                                                      tr("Comma-separated values (*.csv);;JSON lines (*.jsonl)"));
    if (path.isEmpty())
        return;
    const QString problem = saveChanges(m_source, m_model->words(), path);
    if (!problem.isEmpty())
        QMessageBox::warning(this, tr("Save changes"), problem);
}

} // namespace zeroloom
