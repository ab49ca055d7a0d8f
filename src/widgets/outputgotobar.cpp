// SPDX-License-Identifier: MIT
#include "widgets/outputgotobar.h"

#include "widgets/icons.h"
#include "widgets/outputgoto.h"
#include "widgets/outputpalette.h"
#include "widgets/outputview.h"

#include "ui_outputgotobar.h"

#include <QKeyEvent>

namespace Spawnscope {

OutputGoToBar::OutputGoToBar(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::OutputGoToBar>())
{
    m_ui->setupUi(this);
    m_ui->closeButton->setIcon(namedIcon(QStringLiteral("close")));
    setFocusProxy(m_ui->targetEdit);
    connect(m_ui->targetEdit, &QLineEdit::textChanged, this, &OutputGoToBar::showHint);
    connect(m_ui->goButton, &QToolButton::clicked, this, &OutputGoToBar::go);
    connect(m_ui->closeButton, &QToolButton::clicked, this, &OutputGoToBar::dismiss);
    showHint();
    hide();
}

OutputGoToBar::~OutputGoToBar() = default;

void OutputGoToBar::addView(OutputView *view)
{
    connect(view, &OutputView::goToRequested, this, [this, view] { openFor(view); });
}

void OutputGoToBar::openFor(OutputView *view)
{
    m_view = view;
    show();
    m_ui->targetEdit->selectAll();
    m_ui->targetEdit->setFocus(Qt::ShortcutFocusReason);
    showHint();
}

void OutputGoToBar::dismiss()
{
    hide();
    if (m_view)
        m_view->setFocus(Qt::OtherFocusReason);
}

void OutputGoToBar::go()
{
    const auto target = parseGoTo(m_ui->targetEdit->text());
    if (!m_view || !target)
        return;
    if (m_view->goTo(*target))
        dismiss();
    else
        m_ui->hintLabel->setText(tr("There is no such place in this output."));
}

void OutputGoToBar::showHint()
{
    const QString text = m_ui->targetEdit->text();
    const auto target = parseGoTo(text);
    const bool isWrong = !text.isEmpty() && !target;
    m_ui->goButton->setEnabled(target.has_value());
    m_ui->hintLabel->setText(isWrong ? tr("This is neither a line nor a time.")
                                     : tr("1200, +5, 50 %, 12:34:56, +1.5 s, 90 s since start"));
    QPalette colors = palette();
    if (isWrong) {
        colors.setColor(
            QPalette::WindowText,
            OutputPalette::legible(QColor(0xd0, 0x30, 0x30), colors.color(QPalette::Window)));
    }
    m_ui->hintLabel->setPalette(colors);
}

void OutputGoToBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        dismiss();
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        go();
    else
        QWidget::keyPressEvent(event);
}

} // namespace Spawnscope
