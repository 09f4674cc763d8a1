package io.jenkins.plugins.delivery.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MrkdwnTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            quoteCharacter = '^',
            value = {
                "*bold* _it_ ~no~ § <strong>bold</strong> <em>it</em> <s>no</s>",
                "*a* and *b* § <strong>a</strong> and <strong>b</strong>",
                "snake_case_name 2*3*4 § snake_case_name 2*3*4",
                "`a *b* <c>` § <code>a *b* &lt;c&gt;</code>",
                "1 &lt; 2 &amp;&amp; 3 &gt; 2 § 1 &lt; 2 &amp;&amp; 3 &gt; 2",
                "&amp;lt; § &amp;lt;",
                "<https://ci.example.com/7?a=1&amp;b=2|run *7*> § "
                        + "<a href=\"https://ci.example.com/7?a=1&amp;b=2\" rel=\"noopener noreferrer\">run *7*</a>",
                "<https://ci.example.com> § "
                        + "<a href=\"https://ci.example.com\" rel=\"noopener noreferrer\">https://ci.example.com</a>",
                "<javascript:alert(1)|here> § here",
                "<https://user:secret@ci.example.com|here> § here",
                "<@U01|ada> § <span class=\"mention\">@ada</span>",
                "<#C01|payments> § <span class=\"mention\">#payments</span>",
                "<!here> § <span class=\"mention\">@here</span>",
                ":rocket: :unknown_one: § 🚀 :unknown_one:"
            })
    void rendersAsSlackDoes(String text, String html) {
        assertThat(Mrkdwn.html(text)).isEqualTo(html);
    }

    @Test
    void keepsLinesQuotesAndCodeBlocks() {
        assertThat(Mrkdwn.html("one\ntwo")).isEqualTo("one<br>two");
        assertThat(Mrkdwn.html("&gt; said\nthen")).isEqualTo("<blockquote>said</blockquote>then");
        assertThat(Mrkdwn.html("a\n```\n*x* <y>\n  z\n```")).isEqualTo("a<br><pre>*x* &lt;y&gt;\n  z</pre>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "<https://evil.example/\" onmouseover=\"alert(1)|click>",
                "<https://evil.example/'onclick='x|\"><b onclick=1>>",
                "<javascript:alert(1)|x> <data:text/html,x|x> <vbscript:x|x>",
                "\uE03Cscript\uE03Ealert(1)\uE03C/script\uE03E",
                "`<img src=x onerror=alert(1)>` ```</pre><script>alert(1)</script>```",
                "<@U01|<b>> <!channel|<i>> <#C|\"'>",
                "*<u>* _<u>_ ~<u>~ &lt;u&gt; &amp;lt;u&amp;gt;",
                "*_~`*_~` ``` ` <|> <> <a <b> c>"
            })
    void noTextChoosesAnElementOrAnAttribute(String hostile) {
        String html = Mrkdwn.html(hostile);

        assertThat(html).doesNotContain("\uE03C");
        String withoutOurs = html.replaceAll("</?(strong|em|s|code|pre|blockquote)>|</a>|</span>|<br>", "")
                .replaceAll("<span class=\"mention\">", "")
                .replaceAll("<a href=\"https?://[^\"<>' ]*\" rel=\"noopener noreferrer\">", "");
        assertThat(withoutOurs).doesNotContain("<", ">", "\"", "'");
    }

    @Test
    void plainTextHasEmojiButNoStyles() {
        assertThat(Mrkdwn.plain("*a* <b> :x:")).isEqualTo("*a* &lt;b&gt; ❌");
    }
}
