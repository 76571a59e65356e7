#include "ui/messages/messages_panel.h"

#include <algorithm>

#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>

#include "ui/inspector/elided_label.h"
#include "ui/messages/message_bar_parts.h"
#include "ui/messages/message_file.h"
#include "ui/messages/message_filter_bar.h"
#include "ui/messages/message_list_view.h"
#include "ui/messages/message_watch.h"
#include "ui/messages/pointer_rest.h"
#include "ui/messages/target_chooser.h"
#include "ui/theme/figures.h"
#include "ui/theme/text.h"
#include "ui/theme/theme.h"

namespace zeroloom {
namespace {

constexpr int WideEnough = 104 * Theme::Unit;    // for every choice in the bar
constexpr int WideForDetails = 80 * Theme::Unit; // for a whole message beside the list
constexpr unsigned UsualRate = 20;

} // namespace

MessagesPanel::MessagesPanel(Document& document, FileSystem& files, QWidget* parent)
    : QWidget(parent), m_document(document), m_files(files), m_model(new MessageListModel(this)),
      m_chooser(new TargetChooser(document, this)),
      m_pin(makeBarButton("pin", tr("Keep these messages whatever is selected"), this)),
      m_filter(new MessageFilterBar(this)), m_rate(new RateChooser(UsualRate, this)), m_resume(makeNewButton(this)),
      m_hold(makeBarButton("pause", tr("Hold the list still; nothing is looked at meanwhile"), this)),
      m_details(makeBarButton("info", tr("Show the selected message whole, beside the list"), this)),
      m_clear(makeBarButton("clear", tr("Empty the list"), this)),
      m_save(makeBarButton("save", tr("Save the messages shown as text or JSON lines…"), this)),
      m_whole(new QStackedWidget(this)), m_empty(new QLabel(m_whole)), m_splitter(new QSplitter(m_whole)),
      m_view(new MessageListView(*m_model, m_splitter)), m_inFull(new QPlainTextEdit(m_splitter)),
      m_status(new ElidedLabel(Qt::ElideRight, this)), m_pointer(new PointerRest(m_view->viewport(), this))
{
    setAccessibleName(tr("Messages"));
    setFocusProxy(m_view);
    build();
}

MessagesPanel::MessagesPanel(Document& document, RunController& run, FileSystem& files, QWidget* parent)
    : MessagesPanel(document, files, parent)
{
    m_watch = new MessageWatch(document, run, this);
    connectParts();
}

MessagesPanel::MessagesPanel(Document& document, std::unique_ptr<MessageSource> source, FileSystem& files,
                             QWidget* parent)
    : MessagesPanel(document, files, parent)
{
    m_watch = new MessageWatch(document, std::move(source), this);
    connectParts();
}

void MessagesPanel::build()
{
    buildDetails();
    m_whole->addWidget(m_splitter);
    layOutMessagePanel(*this, buildBar(), {*m_whole, *m_empty, *m_status, *m_resume});
}

QLayout* MessagesPanel::buildBar()
{
    for (QToolButton* toggle : {m_pin, m_hold, m_details})
        toggle->setCheckable(true);
    m_filter->addChoice(m_rate, tr("Looked at, of each socket and direction"));
    auto* bar = new QHBoxLayout;
    bar->setSpacing(Theme::Unit / 2);
    bar->addWidget(m_chooser);
    bar->addWidget(m_pin);
    bar->addWidget(m_filter, 1);
    for (QToolButton* button : {m_hold, m_details, m_clear, m_save})
        bar->addWidget(button);
    return bar;
}

void MessagesPanel::buildDetails()
{
    m_splitter->setHandleWidth(1);
    m_splitter->setChildrenCollapsible(false);
    m_inFull->setReadOnly(true);
    m_inFull->setFrameShape(QFrame::NoFrame);
    m_inFull->setAccessibleName(tr("The selected message whole"));
    m_inFull->setPlaceholderText(tr("Select a message to read it whole."));
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    fixed.setPixelSize(12);
    m_inFull->setFont(fixed);
    m_inFull->setTabChangesFocus(true);
}

void MessagesPanel::connectParts()
{
    m_watch->setRate(m_rate->perSecond());
    m_watch->setResting([this] { return m_model->rowCount() > 0 && (m_pointer->inside() || !m_view->atEnd()); });
    connect(m_watch, &MessageWatch::came, this, &MessagesPanel::take);
    connect(m_watch, &MessageWatch::forgotten, m_model, &MessageListModel::clear);
    connect(m_watch, &MessageWatch::stateChanged, this, &MessagesPanel::showState);
    connect(m_pointer, &PointerRest::left, m_watch, &MessageWatch::observationCame);
    connect(m_view->verticalScrollBar(), &QScrollBar::valueChanged, this, &MessagesPanel::showState);
    connect(m_filter, &MessageFilterBar::filterChanged, this, &MessagesPanel::applyFilter);
    connect(m_filter, &MessageFilterBar::viewChanged, this, [this] {
        m_model->setView(m_filter->view());
        showDetails();
    });
    connect(m_rate, &QComboBox::currentIndexChanged, this, [this] { m_watch->setRate(m_rate->perSecond()); });
    connect(m_chooser, &TargetChooser::placeChosen, this, &MessagesPanel::choose);
    connect(m_pin, &QToolButton::toggled, this, &MessagesPanel::follow);
    connect(m_hold, &QToolButton::toggled, this, [this](bool held) {
        m_watch->setHeld(held);
        follow();
    });
    connect(m_resume, &QToolButton::clicked, this, &MessagesPanel::resume);
    connect(m_details, &QToolButton::clicked, this, [this](bool wanted) {
        m_detailsWanted = wanted;
        fitWidth();
    });
    connect(m_clear, &QToolButton::clicked, this, &MessagesPanel::clear);
    connect(m_save, &QToolButton::clicked, this, &MessagesPanel::save);
    connect(m_view, &QAbstractItemView::activated, this, &MessagesPanel::revealCurrent);
    connect(m_view, &QWidget::customContextMenuRequested, this, &MessagesPanel::showMenu);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &MessagesPanel::showDetails);
    connect(m_model, &QAbstractItemModel::modelReset, this, &MessagesPanel::showDetails);
    connect(&m_document, &Document::selectionChanged, this, &MessagesPanel::follow);
    connect(&m_document, &Document::changed, this, &MessagesPanel::follow);
    follow();
}

void MessagesPanel::observationCame() { m_watch->observationCame(); }

void MessagesPanel::choose(const Place& place)
{
    m_place = place;
    const QSignalBlocker quiet(m_pin);
    m_pin->setChecked(true);
    m_hold->setChecked(false);
    follow();
}

void MessagesPanel::followSelection()
{
    m_hold->setChecked(false);
    m_pin->setChecked(false);
    follow();
}

// What is selected on the canvas, unless something is pinned or the list is held.
void MessagesPanel::follow()
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
    if (m_place) {
        m_watch->setTarget(targetOf(*m_place, topology));
        m_chooser->showCurrent(placeTitle(*m_place, topology), m_place);
    } else if (!m_pin->isChecked() && !m_hold->isChecked()) {
        m_watch->setTarget(targetOf(m_document.selection(), topology));
        m_chooser->showCurrent(selectionTitle(m_document.selection(), topology), std::nullopt);
    }
    m_view->fitColumns(socketsOf(m_watch->target(), topology) == 1);
    showState();
}

void MessagesPanel::take(const std::vector<ReadMessage>& messages)
{
    m_model->add(messages);
    m_view->scrollToBottom();
}

bool MessagesPanel::isFrozen() const { return m_hold->isChecked() || m_pointer->inside() || !m_view->atEnd(); }

void MessagesPanel::applyFilter()
{
    m_model->setFilter(m_filter->filter());
    m_view->scrollToBottom();
    showState();
}

void MessagesPanel::resume()
{
    m_pointer->forget();
    m_hold->setChecked(false);
    m_view->scrollToBottom();
    m_watch->resume();
}

void MessagesPanel::clear()
{
    m_watch->clear();
    showState();
}

QString MessagesPanel::whyEmpty() const
{
    if (m_model->messages() > 0)
        return tr("No message matches the filter.");
    if (m_document.topology().nodes.empty())
        return tr("Nothing is drawn yet. Drop sockets from the palette and wire them, or open an example "
                  "(File > Gallery); then run it to read its messages.");
    if (m_watch->target().empty())
        return tr("Select a node or a wire on the canvas, or choose a socket above: these are too many to follow all.");
    if (!m_watch->running())
        return tr("Run the topology (F5) to read its messages.");
    if (m_hold->isChecked())
        return tr("The list is held: nothing is looked at. Press the hold button again to go on.");
    return tr("No message has passed here yet.");
}

QString MessagesPanel::statusText() const
{
    const std::uint64_t kept = m_model->messages();
    QStringList parts;
    parts << (m_model->shown() == kept ? (kept == 1 ? tr("1 message") : tr("%1 messages").arg(countText(kept)))
                                       : tr("%1 of %2 messages").arg(countText(m_model->shown()), countText(kept)));
    const std::size_t sockets = socketsOf(m_watch->target(), m_document.topology());
    const QString looked =
        sockets == 1
            ? tr("%1 a second of each direction").arg(countText(m_watch->rate()))
            : tr("%1 a second of each direction of %2 sockets").arg(countText(m_watch->rate()), countText(sockets));
    if (m_model->leftOut() > 0)
        parts << tr("%1 not looked at: %2 are").arg(countText(m_model->leftOut()), looked);
    else if (m_watch->looks())
        parts << tr("up to %1").arg(looked);
    if (const std::uint64_t older = m_model->dropped() + m_watch->letGo(); older > 0)
        parts << tr("%1 older ones let go").arg(countText(older));
    if (m_watch->missed() > 0)
        parts << tr("%1 of all sockets came too fast to be kept").arg(countText(m_watch->missed()));
    if (m_hold->isChecked())
        parts << tr("held: nothing is looked at");
    return parts.join(QStringLiteral(" · "));
}

void MessagesPanel::showState()
{
    const bool any = m_model->rowCount() > 0;
    m_whole->setCurrentIndex(any ? 1 : 0);
    if (!any)
        m_empty->setText(whyEmpty());
    m_save->setEnabled(any);
    m_clear->setEnabled(m_model->messages() > 0);
    m_resume->setVisible(m_watch->waiting() > 0);
    m_resume->setText(tr("%1 new").arg(countText(m_watch->waiting())));
    m_status->setText(statusText());
}

void MessagesPanel::showDetails()
{
    const ReadMessage* message = m_view->current();
    m_inFull->setPlainText(message ? messageWayInWords(*message) + QStringLiteral("\n\n") +
                                         messageInFull(*message, m_filter->view())
                                   : QString());
}

void MessagesPanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitWidth();
}

void MessagesPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    fitWidth();
    follow();
}

void MessagesPanel::fitWidth()
{
    m_filter->setNarrow(width() < WideEnough);
    m_chooser->setMinimumContentsLength(width() < WideEnough ? 7 : 16);
    const bool details = m_detailsWanted.value_or(width() >= WideForDetails);
    m_details->setChecked(details);
    m_inFull->setVisible(details);
    if (details && !m_split) {
        m_split = true;
        m_splitter->setSizes({width() * 66 / 100, width() * 34 / 100});
    }
}

QString MessagesPanel::toText() const { return m_model->inWords(messageAsText); }

QString MessagesPanel::toJsonLines() const
{
    return m_model->inWords([](const ReadMessage& message) { return messageAsJsonLine(message) + QLatin1Char('\n'); });
}

void MessagesPanel::save()
{
    const QString path =
        askAndSave(this, m_files, tr("Save messages"), QStringLiteral("messages"),
                   {{tr("JSON lines (*.jsonl)"), QStringLiteral(".jsonl"), [this] { return toJsonLines().toUtf8(); }},
                    {tr("Text (*.txt)"), QStringLiteral(".txt"), [this] { return toText().toUtf8(); }}});
    if (!path.isEmpty())
        Q_EMIT saved(path);
}

void MessagesPanel::revealCurrent()
{
    const ReadMessage* message = m_view->current();
    if (!message)
        return;
    // What is read must not go away because something else is selected now.
    if (!m_pin->isChecked()) {
        const QSignalBlocker quiet(m_pin);
        m_pin->setChecked(true);
    }
    const MessageSample& sample = message->sample();
    m_document.reveal(message->wire.empty() ? Place{sample.socket.node, sample.socket.socket, {}}
                                            : Place{{}, {}, message->wire});
}

void MessagesPanel::showMenu(const QPoint& at)
{
    const ReadMessage* message = m_view->current();
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Copy"), m_view, &MessageListView::copySelected)->setEnabled(message != nullptr);
    menu->addAction(tr("Show on the canvas"), this, &MessagesPanel::revealCurrent)->setEnabled(message != nullptr);
    menu->addSeparator();
    const Place socket = message ? Place{message->sample().socket.node, message->sample().socket.socket, {}} : Place{};
    const Place wire = message ? Place{{}, {}, message->wire} : Place{};
    menu->addAction(tr("Only this socket"), this, [this, socket] { choose(socket); })->setEnabled(message != nullptr);
    menu->addAction(tr("Only this wire"), this, [this, wire] { choose(wire); })->setEnabled(!wire.wire.empty());
    menu->popup(m_view->viewport()->mapToGlobal(at));
}

} // namespace zeroloom
