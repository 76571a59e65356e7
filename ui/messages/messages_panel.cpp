#include "ui/messages/messages_panel.h"

#include <algorithm>

#include <QHBoxLayout>
#include <QMenu>
#include <QSplitter>
#include <QToolButton>

#include "ui/messages/message_bar_parts.h"
#include "ui/messages/message_details.h"
#include "ui/messages/message_file.h"
#include "ui/messages/message_filter_bar.h"
#include "ui/messages/message_list_view.h"
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

MessagesPanel::MessagesPanel(Document& document, std::unique_ptr<MessageSource> source, FileSystem& files,
                             QWidget* parent)
    : MessageWatchPanel(document, std::move(source), files,
                        {.name = tr("Messages"),
                         .pin = tr("Keep these messages whatever is selected"),
                         .hold = tr("Hold the list still; nothing is looked at meanwhile"),
                         .clear = tr("Empty the list"),
                         .save = tr("Save the messages shown as text or JSON lines…"),
                         .saveIcon = "save",
                         .rate = UsualRate},
                        parent),
      m_model(new MessageListModel(this)), m_chooser(new TargetChooser(document, this)),
      m_filter(new MessageFilterBar(this)),
      m_detailsButton(makeBarButton("info", tr("Show the selected message whole, beside the list"), this)),
      m_splitter(new QSplitter(this)), m_view(new MessageListView(*m_model, m_splitter)),
      m_details(new MessageDetails(m_splitter))
{
    m_splitter->setHandleWidth(1);
    m_splitter->setChildrenCollapsible(false);
    m_detailsButton->setCheckable(true);
    connectList();
    start(buildBar(), m_view, m_splitter);
}

QLayout* MessagesPanel::buildBar()
{
    m_filter->addChoice(rate(), tr("Looked at, of each socket and direction"));
    auto* bar = new QHBoxLayout;
    bar->setSpacing(Theme::Unit / 2);
    bar->addWidget(m_chooser);
    bar->addWidget(pinButton());
    bar->addWidget(m_filter, 1);
    for (QToolButton* button : {holdButton(), m_detailsButton, clearButton(), saveButton()})
        bar->addWidget(button);
    return bar;
}

void MessagesPanel::connectList()
{
    connect(m_filter, &MessageFilterBar::filterChanged, this, &MessagesPanel::applyFilter);
    connect(m_filter, &MessageFilterBar::viewChanged, this, [this] {
        m_model->setView(m_filter->view());
        showDetails();
    });
    connect(m_chooser, &TargetChooser::placeChosen, this, &MessagesPanel::choose);
    connect(m_detailsButton, &QToolButton::clicked, this, [this](bool wanted) {
        m_detailsWanted = wanted;
        fitWidth();
    });
    connect(m_view, &QAbstractItemView::activated, this, &MessagesPanel::revealCurrent);
    connect(m_view, &QWidget::customContextMenuRequested, this, &MessagesPanel::showMenu);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &MessagesPanel::showCurrent);
    connect(m_model, &QAbstractItemModel::modelReset, this, &MessagesPanel::showDetails);
}

void MessagesPanel::open(const ObservedMessage& message, const WireId& wire)
{
    ReadMessage read = readMessage(message, TopologyIndex(document().topology()));
    const SocketRef& socket = message.message.socket;
    // What goes into several wires at once is the socket's, and no wire's own.
    choose(read.wire == wire ? Place{{}, {}, wire} : Place{socket.node, socket.socket, {}});
    watch().resume();
    m_detailsWanted = true;
    fitWidth();
    std::optional<int> row = m_model->rowOf(message);
    if (!row && m_model->keeps(message)) { // the filter hides it
        m_filter->clearFilter();
        row = m_model->rowOf(message);
    }
    m_apart.reset();
    m_opened.reset();
    if (row) {
        m_view->selectMessage(*row);
        m_opened = message.number;
    } else {
        m_view->setCurrentIndex({});
        m_view->clearSelection();
        m_apart = std::make_unique<ReadMessage>(std::move(read));
    }
    showDetails();
    showState();
}

void MessagesPanel::followPlace()
{
    const Topology& topology = document().topology();
    if (chosen()) {
        watch().setTarget(targetOf(*chosen(), topology));
        m_chooser->showCurrent(placeTitle(*chosen(), topology), chosen());
    } else if (!isKept() && !isHeld()) {
        watch().setTarget(targetOf(document().selection(), topology));
        m_chooser->showCurrent(selectionTitle(document().selection(), topology), std::nullopt);
    }
    m_view->fitColumns(socketsOf(watch().target(), topology) == 1);
}

void MessagesPanel::take(const std::vector<ReadMessage>& messages)
{
    m_model->add(messages);
    m_view->scrollToBottom();
}

void MessagesPanel::forget()
{
    m_apart.reset();
    m_opened.reset();
    m_model->clear();
    showDetails(); // an empty list is not emptied, and says nothing
}

bool MessagesPanel::hasAny() const { return m_model->rowCount() > 0 || m_apart; }
bool MessagesPanel::isAtEnd() const { return m_view->atEnd(); }
void MessagesPanel::scrollToEnd() { m_view->scrollToBottom(); }

bool MessagesPanel::isReading() const
{
    const ReadMessage* current = m_opened ? m_view->current() : nullptr;
    return current && current->observed.number == *m_opened;
}

void MessagesPanel::stopReading() { m_opened.reset(); }

void MessagesPanel::applyFilter()
{
    m_model->setFilter(m_filter->filter());
    m_view->scrollToBottom();
    showState();
}

QString MessagesPanel::whyEmpty() const
{
    if (m_model->messages() > 0)
        return tr("No message matches the filter.");
    if (document().topology().nodes.empty())
        return tr("Nothing is drawn yet. Drop sockets from the palette and wire them, or open an example "
                  "(File > Gallery); then run it to read its messages.");
    if (watch().target().empty())
        return tr("Select a node or a wire on the canvas, or choose a socket above: these are too many to follow all.");
    if (!watch().running())
        return tr("Run the topology (F5) to read its messages.");
    if (isHeld())
        return tr("The list is held: nothing is looked at. Press the hold button again to go on.");
    return tr("No message has passed here yet.");
}

QString MessagesPanel::statusText() const
{
    const std::uint64_t kept = m_model->messages();
    QStringList parts;
    parts << (m_model->shown() == kept ? (kept == 1 ? tr("1 message") : tr("%1 messages").arg(countText(kept)))
                                       : tr("%1 of %2 messages").arg(countText(m_model->shown()), countText(kept)));
    const std::size_t sockets = socketsOf(watch().target(), document().topology());
    const QString looked =
        sockets == 1
            ? tr("%1 a second of each direction").arg(countText(watch().rate()))
            : tr("%1 a second of each direction of %2 sockets").arg(countText(watch().rate()), countText(sockets));
    if (m_model->leftOut() > 0)
        parts << tr("%1 not looked at: %2 are").arg(countText(m_model->leftOut()), looked);
    else if (watch().looks())
        parts << tr("up to %1").arg(looked);
    if (const std::uint64_t older = m_model->dropped() + watch().letGo(); older > 0)
        parts << tr("%1 older ones let go").arg(countText(older));
    if (watch().missed() > 0)
        parts << tr("%1 of all sockets came too fast to be kept").arg(countText(watch().missed()));
    if (isHeld())
        parts << tr("held: nothing is looked at");
    return parts.join(QStringLiteral(" · "));
}

void MessagesPanel::showParts(bool)
{
    clearButton()->setEnabled(m_model->messages() > 0 || m_apart);
    saveButton()->setEnabled(m_model->rowCount() > 0);
}

// Another one was selected in the list.
void MessagesPanel::showCurrent()
{
    if (m_view->current())
        m_apart.reset();
    showDetails();
}

void MessagesPanel::showDetails()
{
    if (m_apart)
        m_details->showMessage(m_apart.get(), m_filter->view(),
                               tr("Not in the list, which keeps the last %1 messages since it was emptied. As the canvas "
                                  "had it:")
                                   .arg(countText(MessageListModel::Limit)));
    else
        m_details->showMessage(m_view->current(), m_filter->view());
}

void MessagesPanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitWidth();
}

void MessagesPanel::showEvent(QShowEvent* event)
{
    MessageWatchPanel::showEvent(event);
    fitWidth();
}

void MessagesPanel::fitWidth()
{
    m_filter->setNarrow(width() < WideEnough);
    m_chooser->setMinimumContentsLength(width() < WideEnough ? 7 : 16);
    const bool details = m_detailsWanted.value_or(width() >= WideForDetails);
    m_detailsButton->setChecked(details);
    m_details->setVisible(details);
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
        askAndSave(this, files(), tr("Save messages"), QStringLiteral("messages"),
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
    keep();
    const MessageSample& sample = message->sample();
    document().reveal(message->wire.empty() ? Place{sample.socket.node, sample.socket.socket, {}}
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
