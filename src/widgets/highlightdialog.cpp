// SPDX-License-Identifier: MIT
#include "widgets/highlightdialog.h"

#include "ui_highlightdialog.h"
#include "widgets/colours.h"
#include "widgets/icons.h"
#include "widgets/linehighlighter.h"

#include <QHeaderView>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStyledItemDelegate>
#include <QSyntaxHighlighter>

namespace Spawnscope {

/// Colours the lines of a document as the output view would.
class HighlightPreview final : public QSyntaxHighlighter
{
public:
    explicit HighlightPreview(QPlainTextEdit *edit)
        : QSyntaxHighlighter(edit->document())
        , m_edit(edit)
    {}

    void setRules(const HighlightRuleList &rules)
    {
        m_highlighter.setRules(rules);
        rehighlight();
    }

protected:
    void highlightBlock(const QString &text) override
    {
        const OutputPalette palette(m_edit->palette());
        m_highlighter.setDark(palette.isDark());
        const LineHighlights highlights = m_highlighter.highlights(text, 0, text.size());
        const OutputPalette::Colors plain{.text = palette.text(), .background = {}};
        const auto show = [&](const TextSpan &span, const OutputPalette::Colors &above) {
            const auto colors = LineHighlighter::highlighted(plain, above, palette.base());
            QTextCharFormat format;
            format.setForeground(colors.text);
            if (colors.background.isValid())
                format.setBackground(colors.background);
            setFormat(int(span.start), int(span.length), format);
        };
        show({0, text.size()}, highlights.line);
        for (const LineHighlights::Span &span : highlights.spans)
            show(span.span, LineHighlighter::laidOver(highlights.line, span.colors));
    }

private:
    QPlainTextEdit *m_edit;
    LineHighlighter m_highlighter;
};

namespace {

/// Shows a rule's pattern in the rule's colours, and a sign beside one that is invalid.
class PatternDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        const auto *model = static_cast<const HighlightRulesModel *>(index.model());
        const HighlightRule &rule = model->rules()[index.row()];
        option->font = fixedFont();
        if (!model->error(index.row()).isEmpty()) {
            option->features |= QStyleOptionViewItem::HasDecoration;
            option->icon = namedIcon(QStringLiteral("error"));
        }
        if (option->state & QStyle::State_Selected)
            return;
        const OutputPalette palette(option->palette);
        const auto colors = LineHighlighter::highlighted(
            {.text = palette.text(), .background = {}},
            {.text = LineHighlighter::textColor(rule.text, palette.isDark()),
             .background = LineHighlighter::backgroundColor(rule.background, palette.isDark())},
            palette.base());
        option->palette.setColor(QPalette::Text, colors.text);
        if (colors.background.isValid())
            option->backgroundBrush = colors.background;
    }
};

QStringList usualSamples()
{
    return {
        QStringLiteral("12:00:01 info: 3 files read, 0x1f40 bytes"),
        QStringLiteral("12:00:02 warning: unused variable 'count'"),
        QStringLiteral("12:00:03 error: no such file or directory"),
        QStringLiteral("12:00:04 fatal: out of memory"),
        QStringLiteral("12:00:05 test 7 passed: ok"),
    };
}

} // namespace

HighlightDialog::HighlightDialog(const HighlightRuleList &rules, const QStringList &samples,
                                 QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::HighlightDialog>())
    , m_model(new HighlightRulesModel(rules, this))
{
    m_ui->setupUi(this);
    m_ui->samples->setFont(fixedFont());
    m_ui->samples->setPlainText((samples.isEmpty() ? usualSamples() : samples).join(u'\n'));
    m_preview = new HighlightPreview(m_ui->samples);
    m_preview->setRules(rules);
    setUpTable();
    setUpEditor();
    connectButtons();
    connect(m_model, &HighlightRulesModel::rulesChanged, this, [this] {
        m_preview->setRules(m_model->rules());
        showRule();
    });
    selectRule(0);
    showRule();
}

HighlightDialog::~HighlightDialog() = default;

void HighlightDialog::setUpTable()
{
    QTableView *table = m_ui->table;
    table->setModel(m_model);
    table->setItemDelegateForColumn(HighlightRulesModel::Pattern, new PatternDelegate(table));
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    QHeaderView *header = table->horizontalHeader();
    header->setHighlightSections(false);
    header->setSectionResizeMode(HighlightRulesModel::Pattern, QHeaderView::Stretch);
    table->setColumnWidth(HighlightRulesModel::Name, fontMetrics().averageCharWidth() * 32);
    connect(table->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &HighlightDialog::showRule);
}

void HighlightDialog::setUpEditor()
{
    m_ui->pattern->setFont(fixedFont());
    m_ui->textColor->setRole(HighlightColorBox::Role::Text);
    m_ui->background->setRole(HighlightColorBox::Role::Background);
    m_ui->extent->addItems({tr("What matches"), tr("The whole line")});
    for (QLineEdit *edit : {m_ui->name, m_ui->pattern})
        connect(edit, &QLineEdit::textEdited, this, &HighlightDialog::takeRule);
    for (QCheckBox *box : {m_ui->caseSensitive, m_ui->wholeWords, m_ui->expression})
        connect(box, &QCheckBox::clicked, this, &HighlightDialog::takeRule);
    for (HighlightColorBox *box : {m_ui->textColor, m_ui->background})
        connect(box, &HighlightColorBox::colorChosen, this, &HighlightDialog::takeRule);
    connect(m_ui->extent, &QComboBox::activated, this, &HighlightDialog::takeRule);
}

void HighlightDialog::connectButtons()
{
    connect(m_ui->add, &QAbstractButton::clicked, this, [this] {
        addRule({.name = tr("New rule"),
                 .pattern = {},
                 .options = {},
                 .text = {},
                 .background = {.name = HighlightColor::Name::Yellow}});
    });
    connect(m_ui->duplicate, &QAbstractButton::clicked, this, &HighlightDialog::duplicateRule);
    connect(m_ui->remove, &QAbstractButton::clicked, this,
            [this] { m_model->removeRule(currentRow()); });
    connect(m_ui->up, &QAbstractButton::clicked, this,
            [this] { m_model->moveRule(currentRow(), currentRow() - 1); });
    connect(m_ui->down, &QAbstractButton::clicked, this,
            [this] { m_model->moveRule(currentRow(), currentRow() + 1); });
    connect(m_ui->buttons->button(QDialogButtonBox::RestoreDefaults), &QAbstractButton::clicked,
            this, [this] {
                m_model->setRules(HighlightRules::delivered());
                selectRule(0);
            });
    connect(m_ui->buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_ui->buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(this, &QDialog::accepted, this, [this] { Q_EMIT rulesAccepted(rules()); });
}

void HighlightDialog::addRule(const HighlightRule &rule)
{
    m_model->insertRule(0, rule);
    selectRule(0);
    m_ui->name->selectAll();
    m_ui->name->setFocus(Qt::OtherFocusReason);
}

void HighlightDialog::duplicateRule()
{
    const int row = currentRow();
    HighlightRule copy = rules()[row];
    copy.name = tr("%1 (copy)").arg(copy.name);
    m_model->insertRule(row + 1, copy);
    selectRule(row + 1);
}

void HighlightDialog::selectRule(int row)
{
    m_ui->table->setCurrentIndex(m_model->index(row, HighlightRulesModel::Name));
}

void HighlightDialog::showRule()
{
    const int row = currentRow();
    const HighlightRule rule = row < 0 ? HighlightRule() : rules()[row];
    // The cursor stays where it is while the field's own text comes back.
    for (const auto &[edit, text] :
         {std::pair(m_ui->name, rule.name), std::pair(m_ui->pattern, rule.pattern)}) {
        if (edit->text() != text)
            edit->setText(text);
    }
    m_ui->caseSensitive->setChecked(rule.options.testFlag(FindOption::CaseSensitive));
    m_ui->wholeWords->setChecked(rule.options.testFlag(FindOption::WholeWords));
    m_ui->expression->setChecked(rule.options.testFlag(FindOption::RegularExpression));
    m_ui->textColor->setColor(rule.text);
    m_ui->background->setColor(rule.background);
    m_ui->extent->setCurrentIndex(rule.extent == HighlightRule::Extent::WholeLine ? 1 : 0);
    m_ui->editor->setEnabled(row >= 0);
    updateError();
    updateButtons();
}

void HighlightDialog::takeRule()
{
    const int row = currentRow();
    if (row < 0)
        return;
    HighlightRule rule = rules()[row];
    rule.name = m_ui->name->text();
    rule.pattern = m_ui->pattern->text();
    rule.options.setFlag(FindOption::CaseSensitive, m_ui->caseSensitive->isChecked());
    rule.options.setFlag(FindOption::WholeWords, m_ui->wholeWords->isChecked());
    rule.options.setFlag(FindOption::RegularExpression, m_ui->expression->isChecked());
    rule.text = m_ui->textColor->color();
    rule.background = m_ui->background->color();
    rule.extent = m_ui->extent->currentIndex() == 1 ? HighlightRule::Extent::WholeLine
                                                    : HighlightRule::Extent::Match;
    m_model->setRule(row, rule);
}

void HighlightDialog::updateError()
{
    const QString error = m_model->error(currentRow());
    m_ui->error->setText(error.isEmpty() ? QString() : tr("Invalid expression: %1").arg(error));
    m_ui->error->setAccessibleName(m_ui->error->text());
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText, severityColour(Severity::Error, colors));
    m_ui->error->setPalette(colors);
}

void HighlightDialog::updateButtons()
{
    const int row = currentRow();
    m_ui->duplicate->setEnabled(row >= 0);
    m_ui->remove->setEnabled(row >= 0);
    m_ui->up->setEnabled(row > 0);
    m_ui->down->setEnabled(row >= 0 && row + 1 < m_model->rowCount());
}

int HighlightDialog::currentRow() const
{
    return m_ui->table->currentIndex().row();
}

} // namespace Spawnscope
