// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

#include <memory>

class QAbstractButton;

namespace Spawnscope {

struct LaunchSpec;

namespace Ui {
class EmptyPage;
}

/// Stands where the output will be until something was run: three examples to click.
class EmptyPage final : public QWidget
{
    Q_OBJECT

public:
    explicit EmptyPage(QWidget *parent = nullptr);
    ~EmptyPage() override;

Q_SIGNALS:
    void exampleChosen(const Spawnscope::LaunchSpec &spec);

private:
    void addExample(QAbstractButton *button, const LaunchSpec &spec);

    std::unique_ptr<Ui::EmptyPage> m_ui;
};

} // namespace Spawnscope
