#include "ui/liveness/monitor_line.h"

#include <algorithm>

#include <QComboBox>
#include <QHBoxLayout>

#include "core/role/role_catalogue.h"
#include "ui/inspector/elided_label.h"
#include "ui/inspector/inspector_page.h"
#include "ui/theme/figures.h"
#include "ui/theme/text.h"
#include "ui/theme/theme.h"

namespace zeroloom {
namespace {

QString titleOf(const Topology& topology, const NodeId& monitor)
{
    const Node* node = topology.node(monitor);
    return toQString(node ? node->title() : monitor.text());
}

// Which thread judges: one of its own waits for no other node's work.
QString threadText(const Topology& topology, const std::vector<NodeId>& monitors)
{
    const bool own = std::ranges::all_of(monitors, [&](const NodeId& monitor) {
        const Node* node = topology.node(monitor);
        const RoleInfo* role = node ? roleByName(node->role) : nullptr;
        return role && role->ownThread;
    });
    return own ? MonitorLine::tr("judged on a thread of its own")
               : MonitorLine::tr("judged on its host's shared thread");
}

QString delayText(std::uint64_t ns) { return microsecondsText(static_cast<double>(ns) / 1e3); }

// Of several monitors together: sums, and the worst delay.
struct Together {
    std::uint64_t beats = 0, delayNs = 0, worstNs = 0, silent = 0;
    bool sends = false;
};

Together together(const std::vector<const HeartMonitorObservation*>& monitors)
{
    Together sum;
    for (const HeartMonitorObservation* monitor : monitors) {
        const HeartMonitorFigures& figures = monitor->figures;
        sum.beats += figures.beatsSent;
        sum.delayNs = std::max(sum.delayNs, figures.ownDelayNs);
        sum.worstNs = std::max(sum.worstNs, figures.worstDelayNs);
        sum.silent += figures.silentPeers;
        sum.sends = sum.sends || figures.sendsBeats;
    }
    return sum;
}

// What came in and is no beat, and what could not be judged, counted.
QStringList refusals(const HeartMonitorFigures& figures)
{
    QStringList parts;
    const auto add = [&](std::uint64_t count, const QString& text) {
        if (count > 0)
            parts << text.arg(countText(count));
    };
    add(figures.unjudgedBeats, MonitorLine::tr("%1 beats not judged"));
    add(figures.garbage, MonitorLine::tr("%1 answers are no beats"));
    add(figures.wrongFrames, MonitorLine::tr("%1 answers of wrong frames"));
    add(figures.tooLong, MonitorLine::tr("%1 answers too long"));
    add(figures.repeated, MonitorLine::tr("%1 repeated"));
    add(figures.refusedHearts, MonitorLine::tr("%1 hearts not kept"));
    return parts;
}

QString troubleOf(const HeartMonitorObservation& monitor)
{
    QStringList parts;
    if (!monitor.running)
        parts << MonitorLine::tr("Its host is gone: this is the last that was known");
    if (!monitor.figures.cannotJudge.empty())
        parts << MonitorLine::tr("Can't judge: %1").arg(toQString(monitor.figures.cannotJudge));
    if (!monitor.figures.problem.empty())
        parts << toQString(monitor.figures.problem);
    parts += refusals(monitor.figures);
    return parts.join(QStringLiteral(" · "));
}

} // namespace

MonitorLine::MonitorLine(Document& document, const HeartBook& book, QWidget* parent)
    : QWidget(parent), m_document(document), m_book(book), m_choice(new QComboBox(this)),
      m_facts(new ElidedLabel(Qt::ElideRight, this)), m_trouble(new ElidedLabel(Qt::ElideRight, this)),
      m_rule(new RuleEditor(document, this))
{
    m_choice->setAccessibleName(tr("Monitor"));
    m_choice->setToolTip(tr("Whose hearts are shown"));
    InspectorPage::letShrink(m_choice);
    m_choice->hide();
    m_facts->setFont(Theme::instance().figureFont());
    m_facts->setAccessibleName(tr("The monitor's own condition"));
    m_trouble->setAccessibleName(tr("What is wrong"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::Unit);
    layout->addWidget(m_choice);
    layout->addWidget(m_facts, 3);
    layout->addWidget(m_trouble, 2);
    layout->addWidget(m_rule);
    connect(m_choice, &QComboBox::activated, this, [this] {
        refresh();
        Q_EMIT chosenChanged();
    });
    const auto restyle = [this] {
        QPalette palette = m_trouble->palette();
        palette.setColor(QPalette::WindowText, Theme::instance().colors().warning);
        m_trouble->setPalette(palette);
    };
    connect(&Theme::instance(), &Theme::changed, this, restyle);
    restyle();
}

std::optional<std::uint32_t> MonitorLine::chosen() const
{
    const QVariant data = m_choice->currentData();
    if (!data.isValid() || data.toInt() < 0)
        return std::nullopt;
    return static_cast<std::uint32_t>(data.toInt());
}

// New monitors come and titles change; what was chosen stays chosen.
void MonitorLine::fillChoice()
{
    QStringList titles;
    QList<int> places;
    for (std::uint32_t monitor = 0; monitor < m_book.monitors(); ++monitor)
        if (m_book.monitor(monitor)) {
            titles << titleOf(m_document.topology(), m_book.monitorId(monitor));
            places << static_cast<int>(monitor);
        }
    if (places.size() > 1) {
        titles.prepend(tr("All %1 monitors").arg(places.size()));
        places.prepend(-1);
    }
    m_choice->setVisible(places.size() > 1);
    bool same = m_choice->count() == titles.size();
    for (int i = 0; same && i < m_choice->count(); ++i)
        same = m_choice->itemText(i) == titles[i] && m_choice->itemData(i).toInt() == places[i];
    if (same)
        return;
    const QVariant before = m_choice->currentData();
    m_choice->clear();
    for (qsizetype i = 0; i < titles.size(); ++i)
        m_choice->addItem(titles[i], places[i]);
    m_choice->setCurrentIndex(std::max(0, m_choice->findData(before)));
}

void MonitorLine::refresh()
{
    fillChoice();
    std::vector<const HeartMonitorObservation*> shown;
    std::vector<NodeId> ids;
    QStringList troubles;
    for (std::uint32_t monitor = 0; monitor < m_book.monitors(); ++monitor) {
        const HeartMonitorObservation* observation = m_book.monitor(monitor);
        if (!observation || (chosen() && *chosen() != monitor))
            continue;
        shown.push_back(observation);
        ids.push_back(m_book.monitorId(monitor));
        if (const QString trouble = troubleOf(*observation); !trouble.isEmpty())
            troubles << (m_choice->count() > 1 && !chosen()
                             ? QStringLiteral("%1: %2").arg(titleOf(m_document.topology(), ids.back()), trouble)
                             : trouble);
    }
    const Together sum = together(shown);
    QStringList facts;
    if (sum.sends)
        facts << tr("%1 beats sent").arg(countText(sum.beats))
              << tr("own delay %1, worst %2").arg(delayText(sum.delayNs), delayText(sum.worstNs));
    else
        facts << tr("listens");
    if (!shown.empty())
        facts << detectionText(shown.front()->figures.rule) << threadText(m_document.topology(), ids);
    if (sum.silent > 0)
        facts << (sum.silent == 1 ? tr("1 peer never answered")
                                  : tr("%1 peers never answered").arg(countText(sum.silent)));
    m_facts->setText(facts.join(QStringLiteral(" · ")));
    m_facts->setTip(tr("Own delay: how long the last beat took to leave this process. It is taken off what hearts are "
                       "allowed, so that none is called lost because the monitor was late."));
    m_trouble->setText(troubles.join(QStringLiteral("; ")));
    m_trouble->setVisible(!troubles.isEmpty());
    m_rule->show(ids, shown.empty() ? std::nullopt : std::optional(shown.front()->figures.rule));
}

QString MonitorLine::facts() const { return m_facts->text(); }
QString MonitorLine::trouble() const { return m_trouble->text(); }

} // namespace zeroloom
