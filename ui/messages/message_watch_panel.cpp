#include "ui/messages/message_watch_panel.h"

#include <utility>

#include <QAbstractScrollArea>
#include <QLabel>
#include <QScrollBar>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/inspector/elided_label.h"
#include "ui/messages/message_bar_parts.h"
#include "ui/messages/pointer_rest.h"
#include "ui/theme/figures.h"
#include "ui/theme/theme.h"

namespace zeroloom {

MessageWatchPanel::MessageWatchPanel(Document& document, std::unique_ptr<MessageSource> source, FileSystem& files,
                                     const Wording& wording, QWidget* parent)
    : QWidget(parent), m_document(document), m_files(files),
      m_watch(new MessageWatch(document, std::move(source), this)), m_pin(makeBarButton("pin", wording.pin, this)),
      m_hold(makeBarButton("pause", wording.hold, this)), m_clear(makeBarButton("clear", wording.clear, this)),
      m_save(makeBarButton(wording.saveIcon, wording.save, this)), m_rate(new RateChooser(wording.rate, this)),
      m_resume(makeNewButton(this)), m_whole(new QStackedWidget(this)), m_empty(new QLabel(m_whole)),
      m_status(new ElidedLabel(Qt::ElideRight, this))
{
    setAccessibleName(wording.name);
    m_pin->setCheckable(true);
    m_hold->setCheckable(true);
}

// What its parts say while they go is for nobody any more.
MessageWatchPanel::~MessageWatchPanel()
{
    for (QObject* part : findChildren<QObject*>())
        part->disconnect(this);
}

void MessageWatchPanel::start(QLayout* bar, QAbstractScrollArea* view, QWidget* content)
{
    setFocusProxy(view);
    m_pointer = new PointerRest(view->viewport(), this);
    layOut(bar, content);
    connect(view->verticalScrollBar(), &QScrollBar::valueChanged, this, &MessageWatchPanel::showState);
    connectParts();
    follow();
}

void MessageWatchPanel::layOut(QLayout* bar, QWidget* content)
{
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    m_whole->addWidget(m_empty);
    m_whole->addWidget(content);
    m_status->setFont(Theme::instance().smallFigureFont());
    m_status->setForegroundRole(QPalette::PlaceholderText);
    m_status->setAccessibleName(tr("How many messages"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(Theme::Unit, Theme::Unit / 2, Theme::Unit, 2);
    layout->setSpacing(Theme::Unit / 2);
    layout->addLayout(bar);
    layout->addWidget(m_whole, 1);
    auto* foot = new QHBoxLayout;
    foot->addWidget(m_status, 1);
    foot->addWidget(m_resume);
    layout->addLayout(foot);
}

void MessageWatchPanel::connectParts()
{
    m_watch->setRate(m_rate->perSecond());
    m_watch->setResting([this] { return hasAny() && (m_pointer->inside() || !isAtEnd() || isReading()); });
    connect(m_watch, &MessageWatch::came, this, [this](const auto& messages) { take(messages); });
    connect(m_watch, &MessageWatch::forgotten, this, [this] { forget(); });
    connect(m_watch, &MessageWatch::stateChanged, this, &MessageWatchPanel::showState);
    connect(m_pointer, &PointerRest::left, m_watch, &MessageWatch::observationCame);
    connect(m_rate, &QComboBox::currentIndexChanged, this, [this] { m_watch->setRate(m_rate->perSecond()); });
    connect(m_pin, &QToolButton::toggled, this, &MessageWatchPanel::follow);
    connect(m_hold, &QToolButton::toggled, this, [this](bool held) {
        m_watch->setHeld(held);
        follow();
    });
    connect(m_resume, &QToolButton::clicked, this, &MessageWatchPanel::resume);
    connect(m_clear, &QToolButton::clicked, m_watch, &MessageWatch::clear);
    connect(m_save, &QToolButton::clicked, this, [this] { save(); });
    connect(&m_document, &Document::selectionChanged, this, &MessageWatchPanel::follow);
    connect(&m_document, &Document::changed, this, &MessageWatchPanel::follow);
}

void MessageWatchPanel::observationCame() { m_watch->observationCame(); }

void MessageWatchPanel::choose(const Place& place)
{
    m_place = place;
    keep();
    m_hold->setChecked(false);
    follow();
}

void MessageWatchPanel::followSelection()
{
    m_hold->setChecked(false);
    m_pin->setChecked(false);
    follow();
}

void MessageWatchPanel::keep()
{
    const QSignalBlocker quiet(m_pin);
    m_pin->setChecked(true);
}

bool MessageWatchPanel::isKept() const { return m_pin->isChecked(); }
bool MessageWatchPanel::isHeld() const { return m_hold->isChecked(); }

void MessageWatchPanel::follow()
{
    const Topology& topology = m_document.topology();
    if (!m_pin->isChecked())
        m_place.reset();
    const bool gone = m_place && ((!m_place->wire.empty() && !topology.wire(m_place->wire)) ||
                                  (!m_place->node.empty() && !topology.node(m_place->node)));
    if (gone) {
        m_place.reset();
        const QSignalBlocker quiet(m_pin);
        m_pin->setChecked(false);
    }
    followPlace();
    showState();
}

bool MessageWatchPanel::isFrozen() const
{
    return m_hold->isChecked() || m_pointer->inside() || !isAtEnd() || isReading();
}

void MessageWatchPanel::resume()
{
    stopReading();
    m_pointer->forget();
    m_hold->setChecked(false);
    scrollToEnd();
    m_watch->resume();
}

void MessageWatchPanel::showState()
{
    const bool any = hasAny();
    m_whole->setCurrentIndex(any ? 1 : 0);
    if (!any)
        m_empty->setText(whyEmpty());
    m_save->setEnabled(any);
    m_clear->setEnabled(any);
    m_resume->setVisible(m_watch->waiting() > 0);
    m_resume->setText(tr("%1 new").arg(countText(m_watch->waiting())));
    m_status->setText(statusText());
    showParts(any);
}

void MessageWatchPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    follow();
}

} // namespace zeroloom
