package ai.genauth.examples.spring;

import ai.genauth.Session;
import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionBindingListener;

/** The user of one browser. All requests of the browser share the session, and so one refresh. */
record SignedInBrowser(Session session) implements HttpSessionBindingListener {
    @Override
    public void valueUnbound(HttpSessionBindingEvent event) {
        session.close();
    }
}
