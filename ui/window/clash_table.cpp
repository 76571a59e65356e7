#include "ui/window/clash_table.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QTreeWidget>
#include <QVBoxLayout>

#include "ui/theme/text.h"
#include "ui/theme/theme.h"

namespace zeroloom {

namespace {

// Nobody decides about more one by one, and each row's field has its price.
constexpr std::size_t MostSingle = 300;
constexpr int NameColumn = 0, HereColumn = 1, ComesColumn = 2, ChoiceColumn = 3;

constexpr ClashChoice Choices[] = {ClashChoice::Rename, ClashChoice::Replace, ClashChoice::Skip};

void addChoices(QComboBox& box)
{
    box.addItem(ClashTable::tr("Rename: keep both"));
    box.addItem(ClashTable::tr("Replace the one here"));
    box.addItem(ClashTable::tr("Skip: keep the one here"));
}

int indexOf(ClashChoice choice)
{
    return static_cast<int>(std::find(std::begin(Choices), std::end(Choices), choice) - std::begin(Choices));
}

// "worker: in PULL, out PUSH", with the label where there is one.
QString describe(const Node& node)
{
    QStringList sockets;
    for (const Socket& socket : node.sockets) {
        sockets << toQString(socket.id.text()) + QLatin1Char(' ') + toQString(name(socket.type));
    }
    const QString words = sockets.isEmpty()
                              ? toQString(node.role)
                              : toQString(node.role) + QStringLiteral(": ") + sockets.join(QStringLiteral(", "));
    return node.label.empty() ? words : QStringLiteral("“%1”, %2").arg(toQString(node.label).simplified(), words);
}

} // namespace

ClashTable::ClashTable(QWidget* parent)
    : QWidget(parent), m_words(new QLabel(this)), m_forAll(new QComboBox(this)), m_table(new QTreeWidget(this))
{
    m_words->setWordWrap(true);
    m_words->setObjectName(QStringLiteral("clashWords"));
    m_forAll->setObjectName(QStringLiteral("clashForAll"));
    addChoices(*m_forAll);
    m_forAll->setPlaceholderText(tr("Each by itself"));
    m_forAll->setAccessibleName(tr("What to do with all names that are taken"));
    auto* label = new QLabel(tr("For &all"), this);
    label->setBuddy(m_forAll);
    m_table->setObjectName(QStringLiteral("clashes"));
    m_table->setAccessibleName(tr("Names that are taken"));
    m_table->setColumnCount(4);
    m_table->setHeaderLabels({tr("Name"), tr("Here"), tr("Comes"), tr("Then")});
    m_table->setRootIsDecorated(false);
    m_table->setUniformRowHeights(true);
    m_table->setTextElideMode(Qt::ElideRight);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->header()->setStretchLastSection(false);
    m_table->header()->setSectionResizeMode(NameColumn, QHeaderView::ResizeToContents);
    m_table->header()->setSectionResizeMode(HereColumn, QHeaderView::Stretch);
    m_table->header()->setSectionResizeMode(ComesColumn, QHeaderView::Stretch);
    m_table->header()->setSectionResizeMode(ChoiceColumn, QHeaderView::Fixed);
    m_table->header()->resizeSection(ChoiceColumn, Theme::Unit * 26);
    m_table->setMinimumHeight(Theme::Unit * 14);
    auto* line = new QHBoxLayout;
    line->setSpacing(Theme::Unit);
    line->addWidget(m_words, 1);
    line->addWidget(label);
    line->addWidget(m_forAll);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::Unit);
    layout->addLayout(line);
    layout->addWidget(m_table, 1);
    connect(m_forAll, &QComboBox::activated, this, &ClashTable::chooseForAll);
}

void ClashTable::setClashes(const Topology& coming, const Topology& here)
{
    m_clashes = nodeClashes(coming, here);
    m_choices = {};
    m_table->clear();
    m_words->setText(m_clashes.size() == 1
                         ? tr("One name is taken by a node here. Wires follow what you choose.")
                         : tr("%1 names are taken by nodes here. Wires follow what you choose.").arg(m_clashes.size()));
    const TopologyIndex comingIndex(coming);
    const TopologyIndex hereIndex(here);
    bool alike = true;
    for (const NodeClash& clash : m_clashes) {
        if (clash.same) {
            m_choices.nodes[clash.id] = ClashChoice::Skip;
        }
        alike = alike && clash.same == m_clashes.front().same;
        auto* item = new QTreeWidgetItem(m_table);
        item->setText(NameColumn, toQString(clash.id.text()));
        item->setText(HereColumn, describe(*hereIndex.node(clash.id)));
        item->setText(ComesColumn, clash.same ? tr("the same") : describe(*comingIndex.node(clash.id)));
        const std::size_t row = static_cast<std::size_t>(m_table->topLevelItemCount() - 1);
        if (row < MostSingle) {
            auto* choice = new QComboBox(m_table);
            choice->setAccessibleName(tr("What to do with %1").arg(toQString(clash.id.text())));
            addChoices(*choice);
            choice->setCurrentIndex(indexOf(m_choices.of(clash.id)));
            m_table->setItemWidget(item, ChoiceColumn, choice);
            connect(choice, &QComboBox::activated, this, [this, id = clash.id](int index) {
                m_choices.nodes[id] = Choices[index];
                m_forAll->setCurrentIndex(-1);
                Q_EMIT changed();
            });
        } else {
            item->setText(ChoiceColumn, tr("as chosen for all"));
        }
    }
    m_forAll->setCurrentIndex(alike && !m_clashes.empty() ? indexOf(m_choices.of(m_clashes.front().id)) : -1);
    if (m_table->topLevelItemCount() > 0) {
        m_table->setCurrentItem(m_table->topLevelItem(0));
    }
}

QComboBox* ClashTable::box(std::size_t row) const
{
    return qobject_cast<QComboBox*>(m_table->itemWidget(m_table->topLevelItem(static_cast<int>(row)), ChoiceColumn));
}

void ClashTable::chooseForAll(int index)
{
    m_choices.forAll = Choices[index];
    m_choices.nodes.clear();
    for (std::size_t row = 0; row < m_clashes.size(); ++row) {
        if (QComboBox* choice = box(row)) {
            choice->setCurrentIndex(index);
        }
    }
    Q_EMIT changed();
}

ClashChoices ClashTable::choices() const { return m_choices; }

void ClashTable::showNames(const std::map<NodeId, NodeId>& renamed)
{
    for (std::size_t row = 0; row < m_clashes.size(); ++row) {
        QComboBox* choice = box(row);
        if (choice == nullptr) {
            continue;
        }
        const auto name = renamed.find(m_clashes[row].id);
        choice->setItemText(0, name == renamed.end() ? tr("Rename: keep both")
                                                     : tr("Rename to %1").arg(toQString(name->second.text())));
    }
}

} // namespace zeroloom
