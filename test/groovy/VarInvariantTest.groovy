import static org.assertj.core.api.Assertions.assertThat

import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.Paths
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.TestFactory

/** What holds for every var: small, with help, no shell, no engine class, nothing that CPS cannot save. */
class VarInvariantTest {

    static final int LONGEST = 40
    static final List<String> FORBIDDEN = [
        'io.jenkins.plugins', '@NonCPS', 'Jenkins.', 'System.', 'new File', 'Thread', '.each', '.findAll', ' sh ', ' sh(', '@Grab', 'import ',
    ]

    static Path vars() {
        Path dir = Paths.get('').toAbsolutePath()
        while (!Files.isDirectory(dir.resolve('vars'))) {
            dir = dir.parent
        }
        return dir.resolve('vars')
    }

    @TestFactory
    List<DynamicTest> everyVar() {
        List<DynamicTest> tests = []
        vars().toFile().listFiles().findAll { it.name.endsWith('.groovy') }.each { File var ->
            String text = var.getText('UTF-8')
            tests << DynamicTest.dynamicTest("${var.name} is at most ${LONGEST} lines") {
                assertThat(text.readLines().size()).isLessThanOrEqualTo(LONGEST)
            }
            tests << DynamicTest.dynamicTest("${var.name} has help") {
                assertThat(new File(var.path.replace('.groovy', '.txt'))).exists()
            }
            tests << DynamicTest.dynamicTest("${var.name} leaves decisions and effects to steps") {
                FORBIDDEN.each { assertThat(text).doesNotContain(it) }
            }
        }
        assertThat(tests).isNotEmpty()
        return tests
    }
}
