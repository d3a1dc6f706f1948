package org.example.clinic.web;

import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import org.springframework.session.data.redis.RedisSessionRepository;
import org.springframework.session.data.redis.config.annotation.web.http.EnableRedisHttpSession;

class Timeouts {
    private static final int ONE_HOUR = 3600;

    void signIn(HttpSession session) {
        // ruleid: session.java.timeout-spring
        session.setMaxInactiveInterval(30 * 60);
    }

    void constant(HttpSession session) {
        // ruleid: session.java.timeout-spring
        session.setMaxInactiveInterval(ONE_HOUR);
    }

    void never(HttpSession session) {
        // ruleid: session.java.timeout-spring
        session.setMaxInactiveInterval(-1);
    }

    void redis(RedisSessionRepository repository) {
        // ruleid: session.java.timeout-spring
        repository.setDefaultMaxInactiveInterval(Duration.ofHours(8));
    }

    void ward(HttpSession session) {
        // ok: session.java.timeout-spring
        session.setMaxInactiveInterval(600);
    }

    void limit(HttpSession session) {
        // ok: session.java.timeout-spring
        session.setMaxInactiveInterval(15 * 60);
    }

    void configured(HttpSession session, int seconds) {
        // ok: session.java.timeout-spring
        session.setMaxInactiveInterval(seconds);
    }

    void redisShort(RedisSessionRepository repository) {
        // ok: session.java.timeout-spring
        repository.setDefaultMaxInactiveInterval(Duration.ofMinutes(10));
    }
}

// ruleid: session.java.timeout-spring
@EnableRedisHttpSession(maxInactiveIntervalInSeconds = 7200)
class LongSessions {
}
