import type { FullResult, Reporter, Suite } from '@playwright/test/reporter'

/** Says at the very end, in one plain line, how the run went. */
class ClosingLine implements Reporter {
  private suite: Suite | undefined
  private errors = 0

  onBegin(_config: unknown, suite: Suite) {
    this.suite = suite
  }

  /** Something broke outside of any test. */
  onError() {
    this.errors++
  }

  async onExit() {
    const outcomes = this.suite?.allTests().map((test) => test.outcome()) ?? []
    const count = (wanted: string) => outcomes.filter((outcome) => outcome === wanted).length
    console.log(`${count('expected')} passed, ${count('unexpected') + count('flaky') + this.errors} failed, ${count('skipped')} skipped`)
  }

  onEnd(_result: FullResult) {}

  printsToStdio() {
    return true
  }
}

export default ClosingLine
